package io.jenkins.plugins.dataclone.config;

import hudson.Util;
import hudson.util.FormValidation;
import io.jenkins.plugins.dataclone.model.Quota;
import io.jenkins.plugins.dataclone.model.QuotaItem;
import io.jenkins.plugins.dataclone.openstack.OpenStackCloud;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.CloudIdentity;
import io.jenkins.plugins.dataclone.port.CloudIdentity.Login;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the button "Test connection" does: logs in with what the form says and tells what was found. Nothing is saved. */
final class ConnectionTest {
    private ConnectionTest() {}

    static FormValidation of(CloudProfile profile) {
        try {
            profile.check();
            return answer(new OpenStackCloud(CloudConnection.settings(profile)).whoami());
        } catch (IllegalArgumentException | CloudException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    /** A line for each fact; a warning if something cannot be used. */
    static FormValidation answer(CloudIdentity identity) {
        String markup = lines(identity).stream().map(Util::escape).collect(Collectors.joining("<br>"));
        return identity.isComplete() ? FormValidation.okWithMarkup(markup) : FormValidation.warningWithMarkup(markup);
    }

    static List<String> lines(CloudIdentity identity) {
        List<String> lines = new ArrayList<>();
        lines.add("Logged in " + described(identity.login()) + "; "
                + (identity.regions().size() == 1
                        ? "region "
                        : "no region chosen, the first one that fits is taken of ")
                + String.join(", ", identity.regions()) + ".");
        identity.bayLogin().ifPresent(login -> lines.add("Bays are made " + described(login) + "."));
        lines.add(identity.services().stream()
                .filter(service -> service.condition() == CloudIdentity.Condition.ANSWERS)
                .map(service -> (service.name() + " " + service.versions()).trim())
                .collect(Collectors.joining(", ", "", " answer.")));
        identity.services().forEach(service -> service.problem().ifPresent(lines::add));
        String left = left(identity.quotas());
        if (!left.isEmpty()) {
            lines.add("Left: " + left + ".");
        }
        return lines;
    }

    private static String described(Login login) {
        return "as '" + login.user() + "' in project '" + login.project() + "' with "
                + login.means().label() + ", roles: "
                + (login.roles().isEmpty() ? "none" : String.join(", ", login.roles()));
    }

    private static String left(Map<QuotaItem, Quota> quotas) {
        return new TreeMap<>(quotas)
                .entrySet().stream()
                        .filter(entry -> entry.getValue().isLimited())
                        .map(entry -> entry.getValue().free() + " of "
                                + entry.getValue().limit() + " " + entry.getKey())
                        .collect(Collectors.joining(", "));
    }
}
