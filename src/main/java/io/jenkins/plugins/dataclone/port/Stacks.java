package io.jenkins.plugins.dataclone.port;

import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.model.RemoteStatus;
import io.jenkins.plugins.dataclone.model.StackRequest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Heat: applications as stacks of OpenStack resources. Source of the protocol: Orchestration API v1. */
public interface Stacks {
    /**
     * @param id Heat's id
     * @param name its name, unique among the stacks that live in a project
     * @param status {@code CREATE_IN_PROGRESS}, ...
     * @param statusReason or null
     * @param tag whose it is, if its tags say so
     */
    record Stack(String id, String name, String status, String statusReason, Optional<OwnershipTag> tag) {
        public RemoteStatus remoteStatus() {
            return RemoteStatus.ofHeat(status);
        }
    }

    /**
     * A template with everything it names, read and checked; nothing has been sent.
     *
     * @param fileName the template's path as the author gave it, for messages
     * @param text the template as it is
     * @param files content of environment files, nested templates and other files, by the path by which they are named
     * @param environments which of these are environment files, in the order in which they apply
     */
    record Template(String fileName, String text, Map<String, String> files, List<String> environments) {
        public Template {
            Objects.requireNonNull(fileName, "fileName");
            Objects.requireNonNull(text, "text");
            files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
            environments = List.copyOf(environments);
        }

        /** Files may hold secrets: names only. */
        @Override
        public String toString() {
            return "template " + fileName + " with " + files.keySet();
        }
    }

    /** What kind of thing a parameter names, as far as we have to know. */
    enum ParameterKind {
        NETWORK,
        SUBNET,
        OTHER
    }

    /**
     * A parameter of a template.
     *
     * @param value what it will be: what was given, else the environment files' value, else the template's default; null if
     *     it has none and has to be given
     */
    record Parameter(String name, ParameterKind kind, String value) {
        /** Values may be secret. */
        @Override
        public String toString() {
            return name + (value == null ? " (to be given)" : "");
        }
    }

    /** @param timeoutMinutes when Heat itself gives up */
    record NewStack(
            String name, Template template, Map<String, String> parameters, OwnershipTag tag, int timeoutMinutes) {}

    /**
     * Reads the template and what it and its environment files name: nested templates, files. Makes no call to the cloud.
     *
     * @param environments paths of environment files, relative to the template's directory
     * @throws CloudException REFUSED naming the file that cannot be read or understood, or that lies elsewhere
     */
    Template read(String fileName, List<String> environments, StackRequest.Files files)
            throws CloudException, InterruptedException;

    /**
     * Lets Heat check the template.
     *
     * @param parameters values for some or all of its parameters, none besides
     * @return all its parameters in their order
     * @throws CloudException REFUSED in Heat's words; CONFIGURATION, before anything is sent, if stacks cannot be made with
     *     this cloud's credential or the administrator does not allow them
     */
    List<Parameter> validate(Template template, Map<String, String> parameters) throws CloudException;

    /** Asks for a stack and gives its id; the same conditions as for {@link #validate}. */
    String create(NewStack request) throws CloudException;

    /** @throws CloudException NOT_FOUND also if Heat remembers it as deleted */
    Stack show(String id) throws CloudException;

    /** The living stack of that name. */
    Optional<Stack> find(String name) throws CloudException;

    /** The living stacks whose name starts so, without those nested in others. */
    List<Stack> list(String namePrefix) throws CloudException;

    /** What the stack gives out, in the template's order; lists and maps as JSON. Values may be secret. */
    Map<String, String> outputs(String id) throws CloudException;

    /** Empty if there is no stack yet or Heat cannot be asked: progress is worth no failure. */
    Optional<StackProgress> progress(String id);

    /** The CIDRs of the subnets that the stack's servers are on, and of those it made, as far as it has come. */
    List<String> serverCidrs(String id) throws CloudException;

    /** Ids of the servers of a stack and of those nested in it, as far as it has come; a bay's masters come last. */
    List<String> servers(String id) throws CloudException;

    /** Accepted is not gone: read back until NOT_FOUND. A stack that does not exist is a success. */
    void delete(String id) throws CloudException;
}
