package io.jenkins.plugins.dataclone.openstack;

import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.CloudException.Kind;
import io.jenkins.plugins.dataclone.port.CloudIdentity.Condition;
import io.jenkins.plugins.dataclone.port.CloudIdentity.Service;
import java.util.Map;
import java.util.Optional;
import org.openstack4j.api.OSClient.OSClientV3;
import org.openstack4j.openstack.internal.OSClientSession;

/** Looks whether one service can be used: its versions, and a list of one object, which takes a token and a right. */
final class ServiceCheck {
    private static final Map<String, String> ONE = Map.of("limit", "1");

    private final ServiceName service;
    private final Session session;

    ServiceCheck(ServiceName service, Session session) {
        this.service = service;
        this.session = session;
    }

    Service look() {
        try {
            session.read(service, "list one object", this::list);
        } catch (CloudException e) {
            return problem(condition(e), e.getMessage());
        }
        if (needsTrust() && session.credential() instanceof Credential.ApplicationCredential) {
            return problem(
                    Condition.REFUSES,
                    service.label()
                            + " cannot make anything with an application credential, which Keystone lets make no"
                            + " trust; name a password credential for bays.");
        }
        return new Service(service.label(), Condition.ANSWERS, versions(), Optional.empty());
    }

    Service silent(String why) {
        return problem(Condition.SILENT, service.label() + " on cloud '" + session.cloud() + "': " + why + ".");
    }

    private Service problem(Condition condition, String why) {
        String versions = condition == Condition.REFUSES ? versions() : "";
        String sentence = why.replaceAll("\\.$", "") + ": " + service.loss() + ".";
        return new Service(service.label(), condition, versions, Optional.of(sentence));
    }

    private static Condition condition(CloudException e) {
        if (e.kind() == Kind.CONFIGURATION) {
            return Condition.MISSING;
        }
        return e.status() == 0 ? Condition.SILENT : Condition.REFUSES;
    }

    private boolean needsTrust() {
        return service == ServiceName.MAGNUM || service == ServiceName.HEAT;
    }

    private Object list(OSClientV3 client) {
        return switch (service) {
            case KEYSTONE -> client.getToken();
            case MANILA -> JsonApi.manila(ManilaVersion.OLDEST).get("/shares", ONE);
            case CINDER -> JsonApi.cinder().get("/volumes", ONE);
            case MAGNUM -> new MagnumApi("1.1").get("/clusters", ONE);
            case HEAT -> JsonApi.heat().get("/stacks", ONE);
            case NEUTRON -> JsonApi.neutron().get("/networks", ONE);
            case NOVA -> JsonApi.nova().get("/servers", ONE);
        };
    }

    /** Empty if the service keeps it to itself, which many a cloud's gateway does. */
    private String versions() {
        try {
            return session.read(service, "say which versions it speaks", client -> {
                OSClientSession<?, ?> bound = OSClientSession.getCurrent();
                String address = service == ServiceName.KEYSTONE
                        ? session.keystoneUrl()
                        : bound.getEndpoint(service.libraryType());
                return VersionDocument.ask(address, bound.getConfig()).newest();
            });
        } catch (CloudException e) {
            return "";
        }
    }
}
