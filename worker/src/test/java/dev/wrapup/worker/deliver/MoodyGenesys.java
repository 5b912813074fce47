package dev.wrapup.worker.deliver;

import dev.wrapup.event.Closure;
import dev.wrapup.time.Waiting;
import dev.wrapup.worker.genesys.Answer;
import dev.wrapup.worker.genesys.Genesys;
import dev.wrapup.worker.genesys.Reply;
import dev.wrapup.worker.genesys.Urgency;
import java.util.List;
import java.util.random.RandomGenerator;

/** A platform that answers anything, and keeps an eye on two rules. */
final class MoodyGenesys implements Genesys {

    private final List<Answer> toGet;
    private final List<Answer> toPost;
    private final RandomGenerator random;
    private boolean found;
    private boolean doubted;
    private boolean sentUnasked;
    private boolean sentAfterDoubt;

    MoodyGenesys(List<Answer> toGet, List<Answer> toPost, RandomGenerator random) {
        this.toGet = toGet;
        this.toPost = toPost;
        this.random = random;
    }

    /** Whether a wrap-up came before the conversation was seen ended and without it. */
    boolean sentUnasked() {
        return sentUnasked;
    }

    /** Whether a wrap-up came after one that may have been taken. */
    boolean sentAfterDoubt() {
        return sentAfterDoubt;
    }

    @Override
    public Reply conversation(Closure closure, Urgency urgency, Waiting waiting) {
        Answer answer = toGet.get(random.nextInt(toGet.size()));
        found |= answer.equals(ScriptedGenesys.READY);
        return new Reply(answer, 1, null);
    }

    @Override
    public Reply sendWrapUp(Closure closure, Urgency urgency, Waiting waiting) {
        Answer answer = toPost.get(random.nextInt(toPost.size()));
        sentUnasked |= !found;
        sentAfterDoubt |= doubted;
        doubted |= answer instanceof Answer.InDoubt;
        return new Reply(answer, 1, null);
    }
}
