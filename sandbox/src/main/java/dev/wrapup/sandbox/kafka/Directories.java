package dev.wrapup.sandbox.kafka;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Directories that nobody needs any more. */
public final class Directories {

    private Directories() {}

    /** Deletes it with all it holds, also where a process that is about to end still writes there. */
    public static void delete(Path directory) throws IOException {
        while (Files.exists(directory)) {
            try {
                Files.walkFileTree(directory, new Deletion());
            } catch (NoSuchFileException | DirectoryNotEmptyException e) {
                // somebody else's deletion or a new file: once more
            }
        }
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) throws IOException {
            if (failure != null) {
                throw failure;
            }
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}
