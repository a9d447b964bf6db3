package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.util.Optional;

/**
 * How one kind of remote object is found, looked at and deleted. Implementations hold no state of their own: everything they
 * need is in the resource, so that they work the same after a restart.
 */
interface Remote {
    /**
     * The id of an object of ours that bears the resource's name, if there is one: how a lost answer is made up for. There
     * may be two, when a request was given up and sent again and both were carried out: then either of them.
     */
    Optional<String> find(Resource resource) throws CloudException;

    /** Looks at the object of the resource's id. May use what the cloud's list said within the last tick. */
    Look look(Resource resource) throws CloudException;

    /** Asks for the object of the resource's id itself; nothing remembered. The proof that it is gone. */
    Look lookClosely(Resource resource) throws CloudException;

    /** Asks for its deletion; an object that does not exist is a success. */
    void delete(Resource resource) throws CloudException;
}
