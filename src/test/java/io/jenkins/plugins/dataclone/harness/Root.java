package io.jenkins.plugins.dataclone.harness;

import hudson.model.Item;
import hudson.model.ItemGroup;
import java.io.File;
import java.util.Collection;
import java.util.List;

/** The top of the tree of jobs. */
record Root(File home) implements ItemGroup<Item> {
    @Override
    public String getFullName() {
        return "";
    }

    @Override
    public String getFullDisplayName() {
        return "";
    }

    @Override
    public String getDisplayName() {
        return "";
    }

    @Override
    public File getRootDir() {
        return home;
    }

    @Override
    public void save() {}

    @Override
    public Collection<Item> getItems() {
        return List.of();
    }

    @Override
    public Item getItem(String name) {
        return null;
    }

    @Override
    public String getUrl() {
        return "";
    }

    @Override
    public String getUrlChildPrefix() {
        return "job";
    }

    @Override
    public File getRootDirFor(Item item) {
        return new File(home, "jobs/" + item.getName());
    }

    @Override
    public void onDeleted(Item item) {}
}
