package dev.wrapup.worker.observe;

import dev.wrapup.config.Organization;
import dev.wrapup.event.OrganizationId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The values of the label {@code org}: configured names, and one for all others, whatever ids anybody makes up. */
final class OrganizationNames {

    static final String UNKNOWN = "unknown";

    private final Map<OrganizationId, String> names;

    OrganizationNames(List<Organization> organizations) {
        this.names = organizations.stream().collect(Collectors.toUnmodifiableMap(Organization::id, Organization::name));
    }

    String of(Optional<OrganizationId> organization) {
        return organization.map(names::get).orElse(UNKNOWN);
    }
}
