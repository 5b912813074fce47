package dev.wrapup.sandbox.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HeapTest {

    @Test
    void onlyWhatFullCollectionsThatWereAskedForLeftIsLive() {
        Stream<String> log = Stream.of(
                "[5.1s][info][gc] GC(0) Pause Young (Allocation Failure) 68M->12M(247M) 9.1ms",
                "[6.1s][info][gc] GC(1) Pause Full (Diagnostic Command) 40M->11M(247M) 60.1ms",
                "[7.1s][info][gc] GC(2) Pause Full (Ergonomics) 240M->13M(247M) 60.1ms",
                "[8.1s][info][gc] GC(3) Pause Full (Diagnostic Command) 140M->14M(247M) 61.1ms");

        assertThat(HeapLog.live(log)).containsExactly(11, 14);
    }

    @Test
    void aHeapThatGrowsIsNotFlat() {
        assertThat(new Heap(List.of(30, 42, 38))).hasToString("30 MB, 42 MB, 38 MB: flat");
        assertThat(new Heap(List.of(30, 42, 60))).hasToString("30 MB, 42 MB, 60 MB: NOT FLAT");
        assertThat(new Heap(List.of(30, 60, 30)).isFlat()).isFalse();
        assertThat(new Heap(List.of())).hasToString("is not known");
    }
}
