package io.jenkins.plugins.dataclone.ledger;

import io.jenkins.plugins.dataclone.port.CloudException;
import java.util.Collection;
import java.util.Optional;

/**
 * Who this controller is, on everything it makes, and in whose name it may act. A controller has several identities after a time
 * in which it was not certain who it was. Thread-safe; what throws does I/O, nothing else does.
 */
public interface ControllerIdentity {
    /**
     * Why it is in question who this controller is.
     *
     * @param formerUrl the root URL that its identity was made for
     * @param url the root URL of now, or null if none is set
     */
    record Doubt(String formerUrl, String url) {}

    /**
     * The identity under which new environments are opened. While it is in question who this controller is, that is one of its own,
     * so that what is new is never mixed up with what may be another controller's.
     *
     * @throws CloudException UNAVAILABLE if a new one cannot be written down
     */
    String current() throws CloudException;

    /** Whether what bears that identity is certainly this controller's. Only then may anything of it be changed or taken away. */
    boolean isOurs(String controller);

    /** Why it is in question who this controller is; empty if it is not. */
    Optional<Doubt> doubt();

    /**
     * Whether it is in question who this controller is, because its files may be a copy of another controller's. Until an
     * administrator has answered, nothing is taken away that is not certainly its own.
     */
    default boolean isQuestioned() {
        return doubt().isPresent();
    }

    /**
     * An answer: what is in question is this controller's, as is what bears these identities.
     *
     * @throws CloudException UNAVAILABLE if it cannot be written down: then nothing has changed
     */
    void adopt(Collection<String> identities) throws CloudException;

    /**
     * The other answer: what is in question is another controller's.
     *
     * @throws CloudException UNAVAILABLE if it cannot be written down: then nothing has changed
     */
    void disown() throws CloudException;
}
