package dev.wrapup.sandbox.chaos;

import dev.wrapup.sandbox.genesys.Call;
import dev.wrapup.sandbox.genesys.Fault;
import dev.wrapup.sandbox.genesys.Readiness;
import java.time.Duration;
import java.util.Set;

/**
 * One thing that is broken on purpose, and mended after {@link #lasts}.
 *
 * <p>Workers and organizations are numbered from 0, brokers from 1, as Kafka does.
 */
sealed interface Strike {

    /** What the report counts it as. */
    String kind();

    Duration lasts();

    /** SIGKILL, and a new one in its place afterwards. */
    record KillWorker(int worker, Duration lasts) implements Strike {
        @Override
        public String kind() {
            return "worker killed";
        }
    }

    /** SIGTERM, and a new one in its place afterwards. */
    record StopWorker(int worker, Duration lasts) implements Strike {
        @Override
        public String kind() {
            return "worker told to stop";
        }
    }

    /** SIGSTOP, and SIGCONT once its partitions are another's. */
    record SuspendWorker(int worker, Duration lasts) implements Strike {
        @Override
        public String kind() {
            return "worker suspended";
        }
    }

    /**
     * One more joins for a while.
     *
     * @param killed how it ends: by SIGKILL, or by SIGTERM
     */
    record AnotherWorker(boolean killed, Duration lasts) implements Strike {
        @Override
        public String kind() {
            return "worker added";
        }
    }

    /** SIGKILL of the front door. */
    record KillFrontDoor(Duration lasts) implements Strike {
        @Override
        public String kind() {
            return "front door killed";
        }
    }

    /** SIGKILL of some brokers. With one of three left, nothing can be written: the front door has to refuse. */
    record KillBrokers(Set<Integer> brokers, Duration lasts) implements Strike {
        @Override
        public String kind() {
            return brokers.size() == 1 ? "broker killed" : "brokers killed but one";
        }
    }

    /**
     * Requests meet a fault.
     *
     * @param organization whose; {@value #EVERYWHERE} for all of them and the login
     * @param calls none for all
     */
    record Spoil(int organization, Fault fault, double share, Set<Call> calls, Duration lasts) implements Strike {

        static final int EVERYWHERE = -1;

        @Override
        public String kind() {
            return "platform: " + fault.getClass().getSimpleName();
        }
    }

    /** Every token is refused from now on. */
    record RevokeTokens() implements Strike {
        @Override
        public String kind() {
            return "platform: tokens revoked";
        }

        @Override
        public Duration lasts() {
            return Duration.ZERO;
        }
    }

    /** Of what closes meanwhile. */
    record ChangeReadiness(Readiness readiness, Duration lasts) implements Strike {
        @Override
        public String kind() {
            return "platform: readiness changed";
        }
    }

    /**
     * Records of random bytes on every topic that workers read.
     *
     * @param seed of the bytes
     */
    record Poison(int recordsPerTopic, long seed) implements Strike {
        @Override
        public String kind() {
            return "poison on every topic";
        }

        @Override
        public Duration lasts() {
            return Duration.ZERO;
        }
    }
}
