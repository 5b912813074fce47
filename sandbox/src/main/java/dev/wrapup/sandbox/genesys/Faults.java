package dev.wrapup.sandbox.genesys;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What goes wrong in one organization from now on. Rules are asked in the order in which they were added; the first
 * that applies decides. Without calls, a rule applies to all of them. Thread-safe.
 */
public final class Faults {

    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private final Seeds seeds;

    Faults(Seeds seeds) {
        this.seeds = seeds;
    }

    /** Every request, until {@link #clear}. */
    public void always(Fault fault, Call... calls) {
        add(fault, 1, Long.MAX_VALUE, calls);
    }

    /** The next requests, so many of them. */
    public void next(int requests, Fault fault, Call... calls) {
        add(fault, 1, requests, calls);
    }

    /** Each request with this probability, until {@link #clear}. */
    public void share(double probability, Fault fault, Call... calls) {
        Checks.share("probability", probability);
        add(fault, probability, Long.MAX_VALUE, calls);
    }

    /** All is well again. */
    public void clear() {
        rules.clear();
    }

    /** What goes wrong with this request before anything is done. */
    Optional<Fault> draw(Call call) {
        return rules.isEmpty() ? Optional.empty() : first(call, false);
    }

    /** What goes wrong with an accepted wrap-up's answer. */
    Optional<Fault> drawAccepted() {
        return rules.isEmpty()
                ? Optional.empty()
                : first(Call.SEND, true).map(fault -> ((Fault.AfterAccepting) fault).fault());
    }

    private void add(Fault fault, double probability, long requests, Call... calls) {
        Set<Call> affected = calls.length == 0 ? EnumSet.allOf(Call.class) : Set.of(calls);
        rules.add(new Rule(fault, affected, probability, requests));
    }

    private synchronized Optional<Fault> first(Call call, boolean accepted) {
        Optional<Rule> rule = rules.stream()
                .filter(each -> each.appliesTo(call, accepted) && seeds.next().nextDouble() < each.probability)
                .findFirst();
        rule.ifPresent(this::use);
        return rule.map(used -> used.fault);
    }

    private void use(Rule rule) {
        if (--rule.left == 0) {
            rules.remove(rule);
        }
    }

    private static final class Rule {

        private final Fault fault;
        private final Set<Call> calls;
        private final double probability;
        private long left;

        Rule(Fault fault, Set<Call> calls, double probability, long left) {
            this.fault = fault;
            this.calls = calls;
            this.probability = probability;
            this.left = left;
        }

        boolean appliesTo(Call call, boolean accepted) {
            return calls.contains(call) && accepted == fault instanceof Fault.AfterAccepting;
        }
    }
}
