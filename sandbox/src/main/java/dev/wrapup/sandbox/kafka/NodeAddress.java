package dev.wrapup.sandbox.kafka;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A node's id and its ports on this machine. They stay with the node when it is started again: clients and the
 * other nodes know it by them.
 */
record NodeAddress(int id, int brokerPort, int controllerPort, int securedPort) {

    private static final int PORTS = 3;

    private static final String HOST = "127.0.0.1";
    private static final int CONNECT_MILLIS = 1_000;

    /** Addresses of nodes 1 to {@code nodes} on ports that are free just now. */
    static List<NodeAddress> free(int nodes) {
        List<Integer> ports = FreePorts.find(PORTS * nodes);
        return IntStream.range(0, nodes)
                .mapToObj(i -> new NodeAddress(
                        i + 1, ports.get(PORTS * i), ports.get(PORTS * i + 1), ports.get(PORTS * i + 2)))
                .toList();
    }

    String broker() {
        return HOST + ":" + brokerPort;
    }

    String controller() {
        return HOST + ":" + controllerPort;
    }

    /** Open only where the cluster is secured. */
    String secured() {
        return HOST + ":" + securedPort;
    }

    /** As {@code controller.quorum.voters} wants it. */
    String voter() {
        return id + "@" + controller();
    }

    /** Whether something accepts connections at the broker's port. */
    boolean accepts() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), brokerPort), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
