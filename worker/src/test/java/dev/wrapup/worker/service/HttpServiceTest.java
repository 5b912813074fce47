package dev.wrapup.worker.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatRuntimeException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
class HttpServiceTest {

    @Test
    void itsPortIsKnownWhileItIsOpen() {
        HttpService service = new HttpService("test", 0, routes -> {});
        assertThatIllegalStateException().isThrownBy(service::port).withMessage("test is not open");

        service.start();
        assertThat(service.port()).isPositive();

        service.stop();
        assertThatIllegalStateException().isThrownBy(service::port);
    }

    @Test
    void aPortThatIsTakenIsAFailureToStartAndNothingStaysBehind() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            HttpService service = new HttpService("test", taken.getLocalPort(), routes -> {});

            assertThatRuntimeException()
                    .isThrownBy(service::start)
                    .withMessageContaining(String.valueOf(taken.getLocalPort()));
            service.stop();
        }
    }

    @Test
    void whatStoppedGivesItsPortBack() throws IOException {
        HttpService service = new HttpService("test", 0, routes -> {});
        service.start();
        int port = service.port();
        service.stop();

        try (ServerSocket again = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(again.isBound()).isTrue();
        }
    }

    @Test
    void whoeverSendsARequestByteByByteIsCutOffHoweverBusy() throws Exception {
        HttpService service = new HttpService("test", 0, routes -> {}, Duration.ofMillis(300));
        service.start();
        try (Socket slow = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
            assertThatExceptionOfType(SocketException.class).isThrownBy(() -> drip(slow));
        } finally {
            service.stop();
        }
    }

    /** Never idle, until the other side has had enough. */
    private static void drip(Socket socket) throws IOException {
        socket.setSoTimeout(20);
        socket.getOutputStream().write("GET / HTTP/1.1\r\nX-Slow: ".getBytes(UTF_8));
        int answer = 0;
        while (answer >= 0) {
            socket.getOutputStream().write('x');
            try {
                answer = socket.getInputStream().read();
            } catch (SocketTimeoutException e) {
                // it still waits for the rest
            }
        }
        throw new SocketException("closed");
    }

    @Test
    void aConnectionThatBringsOneRequestAfterTheOtherIsKept() throws Exception {
        HttpService service = new HttpService(
                "test", 0, routes -> routes.get("/", request -> request.result("x")), Duration.ofMillis(500));
        service.start();
        try (Socket busy = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
            long end = System.nanoTime() + Duration.ofMillis(1_500).toNanos();
            while (System.nanoTime() < end) {
                busy.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(UTF_8));
                assertThat(busy.getInputStream().read(new byte[4_096])).isPositive();
            }
        } finally {
            service.stop();
        }
    }

    @ParameterizedTest
    @CsvSource({"GET / HTTP/9.9, 400", "POST http:// HTTP/1.1, 400", "GET /%zz HTTP/1.1, 400", "PRI * HTTP/2.0, 426"})
    void whatHttpDoesNotKnowIsTheSendersFault(String line, int status) throws Exception {
        HttpService service = new HttpService("test", 0, routes -> {});
        service.start();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
            socket.getOutputStream().write((line + "\r\nHost: a\r\n\r\n").getBytes(UTF_8));
            socket.shutdownOutput();
            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .startsWith("HTTP/1.1 " + status + " ")
                    .doesNotContain("<html>");
        } finally {
            service.stop();
        }
    }
}
