package io.jenkins.plugins.dataclone.ui;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.dataclone.flow.EnvironmentFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** One thing of an environment that somebody may want to reach, and how. */
public final class WayIn {
    private final String what;
    private final String address;
    private final String command;

    private WayIn(String what, String address, String command) {
        this.what = what;
        this.address = address;
        this.command = command;
    }

    /** The ways into what is usable now: published services first, then data, then bays. */
    static List<WayIn> of(EnvironmentFacts facts) {
        List<WayIn> ways = new ArrayList<>();
        facts.stacks().stream().filter(stack -> stack.resource().isReady()).forEach(stack -> new TreeMap<>(
                        stack.endpoints())
                .forEach((service, url) -> ways.add(service(service, url))));
        facts.clones().stream()
                .filter(clone -> clone.resource().isReady() && clone.export() != null)
                .forEach(clone ->
                        ways.add(new WayIn(Messages.WayIn_Clone(clone.source()), clone.export(), mount(clone))));
        facts.bays().stream()
                .filter(bay -> bay.resource().isReady() && bay.apiAddress() != null)
                .forEach(bay -> ways.add(new WayIn(
                        Messages.WayIn_Bay(bay.template(), bay.coe()),
                        bay.apiAddress(),
                        "openstack coe cluster config " + bay.resource().id())));
        return ways;
    }

    /** A service that publishes a port. */
    static WayIn service(String service, String address) {
        return new WayIn(Messages.WayIn_Service(service), address, null);
    }

    public String getWhat() {
        return what;
    }

    public String getAddress() {
        return address;
    }

    /** The address if a browser can go there, or null. */
    @CheckForNull
    public String getLink() {
        return Dashboard.isWeb(address) ? address : null;
    }

    /** What to type to get in, or null where the address says it all. */
    @CheckForNull
    public String getCommand() {
        return command;
    }

    private static String mount(EnvironmentFacts.Clone clone) {
        boolean plain = clone.export().matches("[\\w.:\\[\\]-]+:/[\\w./@+-]*");
        return plain && clone.protocol().equals("NFS") ? "sudo mount -t nfs " + clone.export() + " /mnt" : null;
    }
}
