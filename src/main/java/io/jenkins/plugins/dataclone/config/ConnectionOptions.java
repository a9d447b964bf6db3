package io.jenkins.plugins.dataclone.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.dataclone.flow.Deletions;
import io.jenkins.plugins.dataclone.openstack.CallLimits;
import io.jenkins.plugins.dataclone.runtime.DataClonePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** How patiently, how hard and by which way a cloud is asked; all of it has a default that suits most clouds. */
public final class ConnectionOptions implements Describable<ConnectionOptions> {
    static final int DEFAULT_CONNECT_SECONDS = 10;
    static final int DEFAULT_READ_SECONDS = 30;
    static final int DEFAULT_DELETIONS_IN_FLIGHT = Deletions.USUAL;
    /** The usual port of a proxy. */
    static final int DEFAULT_PROXY_PORT = 3128;

    private static final int LONGEST_CONNECT_SECONDS = 60;
    private static final int SHORTEST_READ_SECONDS = 5;
    private static final int LONGEST_READ_SECONDS = 300;
    private static final int MOST_DELETIONS_IN_FLIGHT = 100;
    private static final int LAST_PORT = 65_535;

    /** How long a connection may take to be made, in seconds. */
    private int connectTimeoutSeconds = DEFAULT_CONNECT_SECONDS;
    /** How long an answer may take, from the request to its end, in seconds. */
    private int readTimeoutSeconds = DEFAULT_READ_SECONDS;
    /** Calls that may be under way at the same time. */
    private int maxCallsInFlight = CallLimits.DEFAULT.inFlight();
    /** Calls that may begin within a second. */
    private int maxCallsPerSecond = CallLimits.DEFAULT.perSecond();
    /** Objects that may be on their way out at the same time. */
    private int maxDeletionsInFlight = DEFAULT_DELETIONS_IN_FLIGHT;
    /** Host of the proxy; null for the one of Jenkins or of the JDK, if any. */
    private String proxyHost;
    /** Port of that proxy. */
    private int proxyPort = DEFAULT_PROXY_PORT;
    /** Hosts that are reached without a proxy, whoever named it; {@code *} stands for any part. */
    private List<String> noProxyHosts = new ArrayList<>();

    @DataBoundConstructor
    public ConnectionOptions() {
        // everything is optional
    }

    public int getConnectTimeoutSeconds() {
        return connectTimeoutSeconds;
    }

    @DataBoundSetter
    public void setConnectTimeoutSeconds(int connectTimeoutSeconds) {
        this.connectTimeoutSeconds = connectTimeoutSeconds;
    }

    public int getReadTimeoutSeconds() {
        return readTimeoutSeconds;
    }

    @DataBoundSetter
    public void setReadTimeoutSeconds(int readTimeoutSeconds) {
        this.readTimeoutSeconds = readTimeoutSeconds;
    }

    public int getMaxCallsInFlight() {
        return maxCallsInFlight;
    }

    @DataBoundSetter
    public void setMaxCallsInFlight(int maxCallsInFlight) {
        this.maxCallsInFlight = maxCallsInFlight;
    }

    public int getMaxCallsPerSecond() {
        return maxCallsPerSecond;
    }

    @DataBoundSetter
    public void setMaxCallsPerSecond(int maxCallsPerSecond) {
        this.maxCallsPerSecond = maxCallsPerSecond;
    }

    public int getMaxDeletionsInFlight() {
        return maxDeletionsInFlight;
    }

    @DataBoundSetter
    public void setMaxDeletionsInFlight(int maxDeletionsInFlight) {
        this.maxDeletionsInFlight = maxDeletionsInFlight;
    }

    @CheckForNull
    public String getProxyHost() {
        return proxyHost;
    }

    @DataBoundSetter
    public void setProxyHost(@CheckForNull String proxyHost) {
        this.proxyHost = Util.fixEmptyAndTrim(proxyHost);
    }

    public int getProxyPort() {
        return proxyPort;
    }

    @DataBoundSetter
    public void setProxyPort(int proxyPort) {
        this.proxyPort = proxyPort;
    }

    @NonNull
    public List<String> getNoProxyHosts() {
        return Collections.unmodifiableList(noProxyHosts);
    }

    @DataBoundSetter
    public void setNoProxyHosts(@CheckForNull List<String> noProxyHosts) {
        this.noProxyHosts = Lines.addresses(noProxyHosts);
    }

    /** For the text area of the form. */
    public String getNoProxyHostsText() {
        return Lines.text(noProxyHosts);
    }

    /** XStream sets fields without the constructor. */
    private Object readResolve() {
        noProxyHosts = noProxyHosts == null ? new ArrayList<>() : noProxyHosts;
        // absent from what was saved by an earlier version
        maxDeletionsInFlight = maxDeletionsInFlight == 0 ? DEFAULT_DELETIONS_IN_FLIGHT : maxDeletionsInFlight;
        return this;
    }

    /** @throws IllegalArgumentException with a sentence for users */
    void check(Problems problems) {
        problems.check("connectTimeoutSeconds", connectSeconds(connectTimeoutSeconds))
                .check("readTimeoutSeconds", readSeconds(readTimeoutSeconds))
                .check("maxCallsInFlight", FieldRules.within(maxCallsInFlight, 1, CallLimits.MOST_IN_FLIGHT))
                .check("maxCallsPerSecond", FieldRules.within(maxCallsPerSecond, 1, CallLimits.MOST_PER_SECOND))
                .check("maxDeletionsInFlight", deletions(maxDeletionsInFlight))
                .check("proxyHost", FieldRules.host(proxyHost))
                .check("proxyPort", FieldRules.within(proxyPort, 1, LAST_PORT))
                .check("noProxyHosts", FieldRules.each(noProxyHosts, FieldRules::hostPattern));
    }

    private static Optional<String> connectSeconds(int value) {
        return FieldRules.within(value, 1, LONGEST_CONNECT_SECONDS);
    }

    private static Optional<String> readSeconds(int value) {
        return FieldRules.within(value, SHORTEST_READ_SECONDS, LONGEST_READ_SECONDS);
    }

    private static Optional<String> deletions(int value) {
        return FieldRules.within(value, 1, MOST_DELETIONS_IN_FLIGHT);
    }

    /** The part of a cloud's form. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<ConnectionOptions> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.ConnectionOptions_DisplayName();
        }

        @POST
        public FormValidation doCheckConnectTimeoutSeconds(@QueryParameter String value) {
            Jenkins.get().checkPermission(DataClonePermissions.CONFIGURE);
            return FieldRules.number(value, ConnectionOptions::connectSeconds);
        }

        @POST
        public FormValidation doCheckReadTimeoutSeconds(@QueryParameter String value) {
            Jenkins.get().checkPermission(DataClonePermissions.CONFIGURE);
            return FieldRules.number(value, ConnectionOptions::readSeconds);
        }

        @POST
        public FormValidation doCheckMaxCallsInFlight(@QueryParameter String value) {
            Jenkins.get().checkPermission(DataClonePermissions.CONFIGURE);
            return FieldRules.number(value, calls -> FieldRules.within(calls, 1, CallLimits.MOST_IN_FLIGHT));
        }

        @POST
        public FormValidation doCheckMaxCallsPerSecond(@QueryParameter String value) {
            Jenkins.get().checkPermission(DataClonePermissions.CONFIGURE);
            return FieldRules.number(value, calls -> FieldRules.within(calls, 1, CallLimits.MOST_PER_SECOND));
        }

        @POST
        public FormValidation doCheckMaxDeletionsInFlight(@QueryParameter String value) {
            Jenkins.get().checkPermission(DataClonePermissions.CONFIGURE);
            return FieldRules.number(value, ConnectionOptions::deletions);
        }

        @POST
        public FormValidation doCheckProxyHost(@QueryParameter String value) {
            Jenkins.get().checkPermission(DataClonePermissions.CONFIGURE);
            return FieldRules.answer(FieldRules.host(value));
        }

        @POST
        public FormValidation doCheckProxyPort(@QueryParameter String value) {
            Jenkins.get().checkPermission(DataClonePermissions.CONFIGURE);
            return FieldRules.number(value, port -> FieldRules.within(port, 1, LAST_PORT));
        }

        @POST
        public FormValidation doCheckNoProxyHosts(@QueryParameter String value) {
            Jenkins.get().checkPermission(DataClonePermissions.CONFIGURE);
            return FieldRules.answer(
                    FieldRules.each(Lines.addresses(List.of(Util.fixNull(value))), FieldRules::hostPattern));
        }
    }
}
