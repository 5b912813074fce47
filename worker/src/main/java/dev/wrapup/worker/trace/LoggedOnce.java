package dev.wrapup.worker.trace;

import io.opentelemetry.exporter.internal.FailedExportException.HttpExportException;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An exporter whose failures are logged where they begin and where they end, one line each. The library would log every
 * one, with its stack trace, past our log. Thread-safe.
 */
final class LoggedOnce implements SpanExporter {

    private static final Logger log = LoggerFactory.getLogger(LoggedOnce.class);

    /** Held, or its level would be forgotten with it. */
    private static final java.util.logging.Logger LIBRARY = java.util.logging.Logger.getLogger("io.opentelemetry");

    private final SpanExporter exporter;
    private final AtomicBoolean failing = new AtomicBoolean();

    LoggedOnce(SpanExporter exporter) {
        LIBRARY.setLevel(Level.OFF);
        this.exporter = exporter;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        CompletableResultCode result = exporter.export(spans);
        return result.whenComplete(() -> ended(result));
    }

    private void ended(CompletableResultCode result) {
        boolean failed = !result.isSuccess();
        if (failing.compareAndSet(!failed, failed)) {
            if (failed) {
                log.atWarn()
                        .addKeyValue("error", inWords(result.getFailureThrowable()))
                        .log("Spans cannot be exported, and are dropped until they can; nothing else is held up");
            } else {
                log.info("Spans are exported again");
            }
        }
    }

    /** The library's own exception has no message: what it is about is its answer, or its cause. */
    private static String inWords(@Nullable Throwable failure) {
        if (failure instanceof HttpExportException export && export.getResponse() != null) {
            return "status " + export.getResponse().getStatusCode();
        }
        Throwable cause = failure == null ? null : failure.getCause();
        return String.valueOf(cause == null ? failure : cause);
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
