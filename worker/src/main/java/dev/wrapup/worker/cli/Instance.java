package dev.wrapup.worker.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The name of this worker: the host's, and the first free number on it. A worker that was killed gave its number back
 * with its lock, so its successor has the same name, and as transactional id it fences what the dead one left open.
 * Two workers on one host never share a name.
 */
final class Instance implements AutoCloseable {

    private final String name;
    private final FileLock lock;

    private Instance(String name, FileLock lock) {
        this.name = name;
        this.lock = lock;
    }

    /**
     * Claims the first free name.
     *
     * @param prefix of the installation's topics; it begins the name
     * @throws IOException when the folder for temporary files cannot be written
     */
    static Instance claim(String prefix) throws IOException {
        return claim(prefix, Path.of(System.getProperty("java.io.tmpdir")));
    }

    static Instance claim(String prefix, Path folder) throws IOException {
        for (int number = 0; ; number++) {
            FileChannel file = FileChannel.open(
                    folder.resolve(prefix + "-worker-" + number + ".lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            FileLock lock = lock(file);
            if (lock != null) {
                return new Instance(prefix + "-" + host() + "-" + number, lock);
            }
            file.close();
        }
    }

    /** Null when it is another worker's. */
    private static @Nullable FileLock lock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // of one in this very process
        }
    }

    String name() {
        return name;
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName().replaceAll("[^0-9A-Za-z.-]", "-");
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    @Override
    public void close() throws IOException {
        lock.acquiredBy().close();
    }
}
