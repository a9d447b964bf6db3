package hudson.model.listeners;

import hudson.ExtensionPoint;
import hudson.model.Item;

public class ItemListener implements ExtensionPoint {
    public ItemListener() {}

    public void onCreated(Item item) {}

    public void onDeleted(Item item) {}

    public void onRenamed(Item item, String text, String text2) {}

    public void onLocationChanged(Item item, String text, String text2) {}

    public void onUpdated(Item item) {}

    public void onLoaded() {}

    public void onBeforeShutdown() {}
}
