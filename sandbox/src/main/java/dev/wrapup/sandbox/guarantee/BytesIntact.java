package dev.wrapup.sandbox.guarantee;

import java.util.List;

/** To come. */
final class BytesIntact implements Judge {

    @Override
    public String guarantee() {
        return "bytes intact";
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
