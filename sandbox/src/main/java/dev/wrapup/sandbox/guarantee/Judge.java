package dev.wrapup.sandbox.guarantee;

import java.util.List;

/** Holds a run against one guarantee. Pure, and for any number of runs. */
public interface Judge {

    /** What is guaranteed, in a word or two. */
    String guarantee();

    /** How many things this judge looks at in this run: an acquittal over none of them is worth nothing. */
    long examined(Evidence evidence, Platform platform);

    /** Every breach; none when the guarantee was kept. */
    List<Breach> breaches(Evidence evidence, Platform platform);
}
