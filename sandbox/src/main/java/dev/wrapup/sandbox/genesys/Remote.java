package dev.wrapup.sandbox.genesys;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import tools.jackson.databind.json.JsonMapper;

/** How commands and testimonies are written between two processes of the same build. */
final class Remote {

    static final String COMMANDS = "/control";
    static final String TESTIMONY = "/control/testimony";

    /** An organization's id follows. */
    static final String SUMMARY = "/control/summary/";

    static final JsonMapper JSON = JsonMapper.builder()
            .addMixIn(Command.class, Named.class)
            .addMixIn(Fault.class, Named.class)
            .addMixIn(Lag.class, Named.class)
            .build();

    private Remote() {}

    /** A sealed type's value says which of its records it is. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME)
    private interface Named {}
}
