package dev.wrapup.sandbox.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Ports of this machine that nobody listens at. */
public final class FreePorts {

    /**
     * Below the ports that systems lend to outgoing connections (from 32768 on Linux, from 49152 elsewhere). One of
     * those could be lent to a client while its node is down; a client that keeps asking for the node's port would
     * in time even be connected to itself.
     */
    private static final int FIRST = 20_000;

    private static final int LAST = 32_767;
    private static final int ATTEMPTS = 1_000;

    private FreePorts() {}

    /** Different ones, at random: another process looks for some at the same moment. */
    public static List<Integer> find(int count) {
        List<ServerSocket> held = new ArrayList<>(); // until the last is found, so that none is found twice
        try {
            for (int attempt = 0; attempt < ATTEMPTS && held.size() < count; attempt++) {
                hold(RandomGenerator.getDefault().nextInt(FIRST, LAST + 1), held);
            }
            if (held.size() < count) {
                throw new IllegalStateException("No free ports from " + FIRST + " to " + LAST);
            }
            return held.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            held.forEach(FreePorts::release);
        }
    }

    private static void hold(int port, List<ServerSocket> held) {
        try {
            held.add(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
        } catch (IOException e) {
            // taken
        }
    }

    private static void release(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
