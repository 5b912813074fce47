package dev.wrapup.worker.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one connection brought and what came back.
 *
 * @param answers the final ones, in order: none of the class 1xx
 * @param end how the connection came to its end
 */
public record Exchange(Requests.Draft draft, List<Answer> answers, End end) {

    /** How a connection ends. Only after an orderly end is it known that there was no other answer. */
    public enum End {
        BY_SERVER,
        RESET,
        /** The client had waited long enough. */
        NEVER
    }

    private static final int PATIENCE_MILLIS = 20_000;
    private static final Pattern ANSWER = Pattern.compile("HTTP/1\\.[01] ([2-9]\\d\\d) [^\n]*\r\n");

    /** One answer: its status, and head and body as they came. */
    public record Answer(int status, String text) {

        /** Whether the event was taken; what closes nothing is answered with 202 as well. */
        public boolean isAccepted() {
            return status == 202 && text.contains("{\"message\":\"accepted\"}");
        }
    }

    /** Sends it all, and reads until the server ends the connection. */
    public static Exchange with(int port, Requests.Draft draft) throws IOException {
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        End end = End.RESET;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            send(socket, draft);
            if (!draft.cut()) {
                end = receive(socket.getInputStream(), received);
            }
        }
        return new Exchange(draft, answers(received.toString(ISO_8859_1)), end);
    }

    /** A server that has refused the beginning need not take the rest. */
    private static void send(Socket socket, Requests.Draft draft) throws IOException {
        try {
            socket.getOutputStream().write(draft.bytes());
            if (draft.cut()) {
                socket.setSoLinger(true, 0);
            } else {
                socket.shutdownOutput();
            }
        } catch (IOException e) {
            // what was answered can still be read, mostly
        }
    }

    private static End receive(InputStream in, ByteArrayOutputStream received) {
        try {
            in.transferTo(received);
            return End.BY_SERVER;
        } catch (SocketTimeoutException e) {
            return End.NEVER;
        } catch (IOException e) {
            return End.RESET; // it had not read all that was sent
        }
    }

    private static List<Answer> answers(String received) {
        List<Answer> answers = new ArrayList<>();
        Matcher begin = ANSWER.matcher(received);
        int from = -1;
        int status = 0;
        while (begin.find()) {
            if (from >= 0) {
                answers.add(new Answer(status, received.substring(from, begin.start())));
            }
            from = begin.start();
            status = Integer.parseInt(begin.group(1));
        }
        if (from >= 0) {
            answers.add(new Answer(status, received.substring(from)));
        }
        return answers;
    }
}
