package dev.wrapup.worker.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients that begin a request and then send a byte of it every so often, so that they are never idle nor done. */
public final class SlowCrowd implements AutoCloseable {

    private static final long TICK_MILLIS = 500;

    private final List<SocketChannel> clients = new ArrayList<>();
    private final AtomicInteger standing = new AtomicInteger();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    /**
     * They come at once, and begin to drip.
     *
     * @param beginning what each of them sends first
     */
    public SlowCrowd(int port, int size, String beginning) throws IOException {
        for (int n = 0; n < size; n++) {
            SocketChannel client = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            client.configureBlocking(false);
            client.write(ByteBuffer.wrap(beginning.getBytes(ISO_8859_1)));
            clients.add(client);
        }
        standing.set(size);
        Future<?> unused = clock.scheduleAtFixedRate(this::drip, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** How many have not been cut off, by the last tick. */
    public int standing() {
        return standing.get();
    }

    private void drip() {
        standing.set((int) clients.stream().filter(SlowCrowd::drips).count());
    }

    private static boolean drips(SocketChannel client) {
        try {
            return client.write(ByteBuffer.wrap(new byte[] {'x'})) >= 0 && client.read(ByteBuffer.allocate(4_096)) >= 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        clock.close();
        for (SocketChannel client : clients) {
            client.close();
        }
    }
}
