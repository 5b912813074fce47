package dev.wrapup.worker.observe;

import dev.wrapup.config.Organization;
import dev.wrapup.worker.genesys.Standing;
import dev.wrapup.worker.work.LaneView;

/** An organization of this worker, at one moment. */
public record OrganizationView(Organization organization, LaneView lane, Standing standing) {}
