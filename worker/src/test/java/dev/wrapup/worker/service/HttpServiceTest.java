package dev.wrapup.worker.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatRuntimeException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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
}
