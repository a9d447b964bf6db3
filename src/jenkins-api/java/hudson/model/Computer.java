package hudson.model;

import hudson.remoting.VirtualChannel;

public abstract class Computer extends Actionable {
    protected Computer(Node node) {}

    public String getName() {
        return "";
    }

    public abstract VirtualChannel getChannel();
}
