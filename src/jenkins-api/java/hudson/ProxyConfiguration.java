package hudson;

import hudson.model.Describable;
import hudson.model.Saveable;
import java.io.IOException;
import java.io.Serializable;
import java.net.http.HttpClient;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

public final class ProxyConfiguration implements Describable<ProxyConfiguration>, Saveable, Serializable {
    public static HttpClient.Builder newHttpClientBuilder() {
        return HttpClient.newBuilder();
    }

    private static final long serialVersionUID = 1L;

    public final String name;

    public final int port;

    private String exceptions;

    @DataBoundConstructor
    public ProxyConfiguration(String name, int port) {
        this.name = name;
        this.port = port;
    }

    public String getName() {
        return name;
    }

    public int getPort() {
        return port;
    }

    public String getNoProxyHost() {
        return exceptions;
    }

    @DataBoundSetter
    public void setNoProxyHost(String text) {
        exceptions = text;
    }

    @Override
    public void save() throws IOException {}
}
