package dev.wrapup.sandbox.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A server's key with a certificate that vouches for itself, made on the spot by this Java's {@code keytool}.
 *
 * @param keyStore PKCS #12, for the server
 * @param certificate PEM, for the clients that trust it
 * @param password of the key store and of its key
 */
public record ServerKeys(Path keyStore, Path certificate, String password) {

    private static final String PASSWORD = "changeit";

    /**
     * Fresh keys, valid for two days.
     *
     * @param folder where the two files are written, named by {@code name}
     * @param subject whom the certificate is for, as {@code dns:localhost} or {@code ip:127.0.0.1}
     */
    public static ServerKeys make(Path folder, String name, String subject) throws InterruptedException {
        ServerKeys keys = new ServerKeys(folder.resolve(name + ".p12"), folder.resolve(name + ".pem"), PASSWORD);
        keys.keytool(
                "-genkeypair", "-keyalg", "EC", "-dname", "CN=" + name, "-ext", "SAN=" + subject, "-validity", "2");
        keys.keytool("-exportcert", "-rfc", "-file", keys.certificate().toString());
        return keys;
    }

    private void keytool(String... arguments) throws InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-alias", "server", "-keystore", keyStore.toString(), "-storepass", password));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("keytool failed: " + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
