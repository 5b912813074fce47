package dev.wrapup.worker.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The name of this worker: the host's, and the first free number on it. A worker that was killed gave its number back
 * with its lock, so its successor has the same name, and as transactional id it fences what the dead one left open.
 * Two workers on one host never share a name, if they share the folder for temporary files.
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
            FileLock lock = lock(folder.resolve(prefix + "-worker-" + number + ".lock"));
            if (lock != null) {
                return new Instance(prefix + "-" + host() + "-" + number, lock);
            }
        }
    }

    /** Null when it is another worker's. */
    private static @Nullable FileLock lock(Path path) throws IOException {
        FileChannel file;
        try {
            file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (AccessDeniedException e) {
            if (Files.exists(path)) {
                return null; // of another user
            }
            throw e;
        }
        try {
            FileLock lock = file.tryLock();
            if (lock != null) {
                return lock;
            }
        } catch (OverlappingFileLockException e) {
            // of another worker in this very process
        }
        file.close();
        return null;
    }

    String name() {
        return name;
    }

    /** This machine's name. */
    static String host() {
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
