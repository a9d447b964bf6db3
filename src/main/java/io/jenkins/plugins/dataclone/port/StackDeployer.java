package io.jenkins.plugins.dataclone.port;

import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.model.StackRequest;
import java.util.List;
import java.util.Optional;

/**
 * Puts an application on an engine and takes it away again. Every object it makes bears the stack's name and the ownership
 * tag as labels. All calls are repeatable: deploying twice makes nothing twice, removing twice is a success.
 */
public interface StackDeployer {
    /** A file that was read, checked and completed; nothing has been created for it. */
    interface Plan {
        /** Name of the stack on the engine. */
        String stack();

        /** Names of the services, in the order in which they will be started. */
        List<String> services();

        /** Names of the named volumes that the file declares, in its order. */
        List<String> volumes();
    }

    /**
     * One service as the engine sees it.
     *
     * @param running tasks that run, and are healthy if they have a health check, or that have completed their work
     * @param wanted tasks there should be
     * @param problem what the engine says of the last task that failed, or null
     */
    record Service(String name, int running, int wanted, String problem) {
        public boolean isReady() {
            return running >= wanted;
        }
    }

    /**
     * A published port.
     *
     * @param service name of the service
     * @param url {@code tcp://host:port}, or {@code http(s)://host:port} where the container's port is a usual web port
     */
    record Endpoint(String service, String url) {}

    /** The stack as the engine sees it; without services if nothing of it exists. */
    record Stack(String name, List<Service> services, List<Endpoint> endpoints) {
        public Stack {
            services = List.copyOf(services);
            endpoints = List.copyOf(endpoints);
        }

        public boolean isReady() {
            return !services.isEmpty() && services.stream().allMatch(Service::isReady);
        }
    }

    /**
     * An object on an engine that was made by this product, whosever it is.
     *
     * @param object {@code kind name}
     * @param stack name of the stack it is a part of
     * @param tag whose it is; empty if that cannot be read
     */
    record Labelled(String object, String stack, Optional<OwnershipTag> tag) {}

    /** Takes away what an orchestrator has made in the cloud by itself: load balancers, volumes. */
    @FunctionalInterface
    interface BayCleaner {
        /**
         * Asks for all of it to go and looks what is left; repeatable.
         *
         * @return what still exists, as {@code kind name}; empty when nothing holds the bay's removal up
         */
        List<String> clean(Engine engine) throws CloudException;
    }

    /** What has to be done before a bay is deleted; empty if its orchestrator makes nothing in the cloud by itself. */
    default Optional<BayCleaner> cleaner() {
        return Optional.empty();
    }

    /**
     * Everything on the engine that this product made, with one list call for each kind of object; empty if this orchestrator's
     * things cannot be told apart.
     */
    default List<Labelled> list(Engine engine) throws CloudException {
        return List.of();
    }

    /**
     * Reads and checks the file. Makes no call to an engine.
     *
     * @throws CloudException of kind REFUSED naming the file, the line and the key that cannot be deployed
     */
    Plan plan(StackRequest request) throws CloudException, InterruptedException;

    /**
     * Makes the engine match the plan: creates what is missing (networks, volumes, configs, secrets, services), updates
     * services that differ, removes services that the plan no longer has. The one call that may take minutes: a plain
     * engine pulls missing images in it.
     *
     * @throws CloudException REFUSED if the engine cannot take the plan, UNAVAILABLE if it does not answer
     */
    void deploy(Engine engine, Plan plan, OwnershipTag tag) throws CloudException;

    /**
     * Looks at the stack. Where the engine does not order services itself, this also starts those whose dependencies have
     * become ready since, so it is asked until the stack is ready.
     */
    Stack show(Engine engine, String stack) throws CloudException;

    /**
     * Asks the engine to remove everything that bears the stack's label, dependants first, and looks what is left.
     *
     * @return what still exists, as {@code kind name} with the engine's reason behind it if it gave one; empty when all of
     *     it is gone
     */
    List<String> remove(Engine engine, String stack) throws CloudException;
}
