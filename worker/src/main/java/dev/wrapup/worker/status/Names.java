package dev.wrapup.worker.status;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wrapup.config.Config;
import dev.wrapup.config.Organization;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which configured organization a record is of, by its key. */
final class Names {

    /** More is no UUID, and is not made a text of. */
    private static final int KEY_LENGTH = 36;

    /** Whose something is. */
    record Owner(@Nullable String id, String name) implements Comparable<Owner> {

        private static final Owner NOBODY = new Owner(null, Status.NOT_CONFIGURED);

        /** By name; what is not configured comes last. */
        @Override
        public int compareTo(Owner other) {
            return (id == null) == (other.id == null) ? name.compareTo(other.name) : id == null ? 1 : -1;
        }
    }

    private final Map<String, Owner> owners;

    Names(Config config) {
        owners = config.organizations().stream()
                .map((Organization each) -> new Owner(each.id().value(), each.name()))
                .collect(Collectors.toMap(owner -> String.valueOf(owner.id()), owner -> owner));
    }

    Owner of(byte @Nullable [] key) {
        return key == null || key.length != KEY_LENGTH
                ? Owner.NOBODY
                : owners.getOrDefault(new String(key, UTF_8), Owner.NOBODY);
    }
}
