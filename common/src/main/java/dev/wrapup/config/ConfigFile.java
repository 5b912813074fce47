package dev.wrapup.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The configuration file. It is read strictly: whatever is wrong with it is reported, all at once. */
public final class ConfigFile {

    private static final String DEFAULTS = "defaults.yaml";

    private ConfigFile() {}

    /**
     * The configuration in {@code file}.
     *
     * @param environment what <code>${NAME}</code> in the file stands for
     * @throws ConfigException when anything at all is wrong with it; it names everything that is, and no secret
     */
    public static Config load(Path file, Map<String, String> environment) throws ConfigException {
        Problems problems = new Problems();
        ObjectNode tree = text(file, problems)
                .flatMap(text -> YamlTree.read(text, problems))
                .orElseThrow(() -> new ConfigException(file, problems.inOrderOf(nothing())));
        Section.Reading reading =
                new Section.Reading(problems, new Environment(environment, problems), new ArrayList<>());
        Config config = new ConfigReader(Section.root(tree, defaults(), reading), problems).read();
        reading.sections().forEach(Section::reportUnknownKeys);
        List<Problem> found = problems.inOrderOf(tree);
        if (!found.isEmpty()) {
            throw new ConfigException(file, found);
        }
        return config;
    }

    private static Optional<String> text(Path file, Problems problems) {
        try {
            return Optional.of(Files.readString(file).replaceFirst("^\uFEFF", ""));
        } catch (NoSuchFileException e) {
            problems.add("", "there is no such file");
        } catch (AccessDeniedException e) {
            problems.add("", "may not be read by this user");
        } catch (CharacterCodingException e) {
            problems.add("", "is not UTF-8 text");
        } catch (IOException e) {
            problems.add("", "cannot be read: " + e.getMessage());
        }
        return Optional.empty();
    }

    private static ObjectNode defaults() {
        try (InputStream resource = Objects.requireNonNull(ConfigFile.class.getResourceAsStream(DEFAULTS))) {
            String text = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
            return YamlTree.read(text, new Problems()).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode nothing() {
        return JsonNodeFactory.instance.objectNode();
    }
}
