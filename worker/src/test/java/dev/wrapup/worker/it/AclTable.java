package dev.wrapup.worker.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.utils.SecurityUtils;

/** The ACLs that {@code docs/operations.md} says each command needs: what is written there is what is tested. */
final class AclTable {

    /**
     * One operation of one row.
     *
     * @param name as it is written, beginning with the default prefix
     */
    record Grant(String command, ResourceType resource, String name, PatternType pattern, AclOperation operation) {

        /** For a user, where the topics have this prefix. */
        AclBinding to(String user, String prefix) {
            return new AclBinding(
                    new ResourcePattern(resource, name.replaceFirst("^wrapup", prefix), pattern),
                    new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW));
        }
    }

    private AclTable() {}

    /** Every operation of every row of that command. */
    static List<Grant> of(String command) throws IOException {
        return all().stream().filter(grant -> grant.command().equals(command)).toList();
    }

    static List<Grant> all() throws IOException {
        List<Grant> grants = new ArrayList<>();
        List<String> lines = Files.readAllLines(document());
        int head = lines.indexOf("| command | resource | name | pattern | operations |");
        for (String row : lines.subList(head + 2, lines.size())) {
            if (!row.startsWith("|")) {
                break;
            }
            List<String> cells = Arrays.stream(row.replace("`", "").split("\\|"))
                    .map(String::strip)
                    .skip(1)
                    .toList();
            for (String operation : cells.get(4).split(", ", -1)) {
                grants.add(new Grant(
                        cells.get(0),
                        SecurityUtils.resourceType(cells.get(1)),
                        cells.get(2),
                        PatternType.fromString(cells.get(3).toUpperCase(Locale.ROOT)),
                        SecurityUtils.operation(operation)));
            }
        }
        return grants;
    }

    private static Path document() {
        return Stream.iterate(Path.of("").toAbsolutePath(), up -> up != null, Path::getParent)
                .map(up -> up.resolve("docs/operations.md"))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow();
    }
}
