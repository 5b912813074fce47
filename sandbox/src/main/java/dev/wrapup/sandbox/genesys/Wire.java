package dev.wrapup.sandbox.genesys;

import dev.wrapup.time.Clock;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.QuietException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Writes replies, and plays the faults that only a connection can show. Blocks its virtual thread. */
final class Wire {

    private final Clock clock;

    Wire(Clock clock) {
        this.clock = clock;
    }

    void write(Reply reply, Request request, Response response, Callback callback) throws Exception {
        switch (reply.fault()) {
            case null -> whole(reply.answer(), response, callback);
            case Fault.Hang hang -> {
                clock.sleep(hang.duration());
                drop(request, callback);
            }
            case Fault.Late late -> {
                clock.sleep(late.duration());
                whole(reply.answer(), response, callback);
            }
            case Fault.SlowBody slow -> slowly(reply.answer(), slow.perByte(), response, callback);
            case Fault.HalfBody half -> half(reply.answer(), request, response, callback);
            case Fault.Drop drop -> drop(request, callback);
            case Fault.Status status -> throw notOfTheWire(status);
            case Fault.Html html -> throw notOfTheWire(html);
            case Fault.Garbage garbage -> throw notOfTheWire(garbage);
            case Fault.EmptyBody empty -> throw notOfTheWire(empty);
            case Fault.AfterAccepting after -> throw notOfTheWire(after);
        }
    }

    private static IllegalArgumentException notOfTheWire(Fault fault) {
        return new IllegalArgumentException(fault + " makes another answer, and nothing is wrong with the connection");
    }

    private static void whole(Answer answer, Response response, Callback callback) {
        byte[] body = head(answer, response);
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    private void slowly(Answer answer, Duration perByte, Response response, Callback callback) throws Exception {
        for (byte one : head(answer, response)) {
            Content.Sink.write(response, false, ByteBuffer.wrap(new byte[] {one}));
            clock.sleep(perByte);
        }
        response.write(true, null, callback);
    }

    private static void half(Answer answer, Request request, Response response, Callback callback) throws Exception {
        byte[] body = head(answer, response);
        Content.Sink.write(response, false, ByteBuffer.wrap(body, 0, body.length / 2));
        drop(request, callback);
    }

    /** Sets status and headers; returns the body. */
    private static byte[] head(Answer answer, Response response) {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        response.setStatus(answer.status());
        answer.headers().forEach(response.getHeaders()::put);
        if (!answer.contentType().isEmpty()) {
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.contentType());
        }
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        return body;
    }

    /** Closes the connection; the server is told quietly, since nothing is wrong with it. */
    static void drop(Request request, Callback callback) {
        request.getConnectionMetaData().getConnection().getEndPoint().close();
        callback.failed(new QuietException.Exception("the connection was dropped on purpose"));
    }
}
