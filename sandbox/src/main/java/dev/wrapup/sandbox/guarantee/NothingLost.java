package dev.wrapup.sandbox.guarantee;

import java.util.List;

/** To come. */
final class NothingLost implements Judge {

    @Override
    public String guarantee() {
        return "nothing lost";
    }

    @Override
    public long examined(Evidence evidence, Platform platform) {
        return 0;
    }

    @Override
    public List<Breach> breaches(Evidence evidence, Platform platform) {
        return List.of();
    }
}
