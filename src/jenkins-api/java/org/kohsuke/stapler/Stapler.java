package org.kohsuke.stapler;

public class Stapler {
    public Stapler() {}

    public static StaplerRequest2 getCurrentRequest2() {
        return null;
    }
}
