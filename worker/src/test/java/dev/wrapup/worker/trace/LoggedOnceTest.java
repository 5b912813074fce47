package dev.wrapup.worker.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wrapup.worker.Logged;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoggedOnceTest {

    private CompletableResultCode next = CompletableResultCode.ofSuccess();

    private final SpanExporter exporter = new LoggedOnce(new SpanExporter() {
        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            return next;
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    });

    @Test
    void anOutageOfTheReceiverIsToldAtItsBeginningAndAtItsEnd() {
        try (Logged logged = Logged.by(LoggedOnce.class)) {
            export(CompletableResultCode.ofSuccess());
            assertThat(logged.lines()).isEmpty();

            for (int i = 0; i < 5; i++) {
                export(CompletableResultCode.ofExceptionalFailure(new IOException("nobody there")));
            }
            assertThat(logged.lines())
                    .containsExactly("WARN Spans cannot be exported, and are dropped until they can; "
                            + "nothing else is held up error=java.io.IOException: nobody there");

            export(CompletableResultCode.ofSuccess());
            export(CompletableResultCode.ofSuccess());
            export(CompletableResultCode.ofFailure());
            assertThat(logged.lines()).hasSize(3).element(1).isEqualTo("INFO Spans are exported again");
        }
    }

    @Test
    void theLibraryItselfSaysNothing() {
        assertThat(java.util.logging.Logger.getLogger("io.opentelemetry.exporter.internal.http.HttpExporter")
                        .isLoggable(java.util.logging.Level.SEVERE))
                .isFalse();
    }

    private void export(CompletableResultCode result) {
        next = result;
        CompletableResultCode unused = exporter.export(List.of());
    }
}
