package hudson.model;

import hudson.security.ACL;
import hudson.security.AccessControlled;
import java.io.IOException;
import jenkins.model.Jenkins;
import jenkins.model.Loadable;

public class User implements ModelObject, AccessControlled, Loadable, Saveable, Comparable<User> {
    public static User current() {
        return null;
    }

    public static User getById(String text, boolean flag) {
        return null;
    }

    public String getId() {
        throw new UnsupportedOperationException("declared for the compiler only");
    }

    @Override
    public String getDisplayName() {
        throw new UnsupportedOperationException("declared for the compiler only");
    }

    public String getFullName() {
        throw new UnsupportedOperationException("declared for the compiler only");
    }

    @Override
    public ACL getACL() {
        return Jenkins.get().getACL();
    }

    @Override
    public void load() {
        throw new UnsupportedOperationException("declared for the compiler only");
    }

    @Override
    public void save() throws IOException {
        throw new UnsupportedOperationException("declared for the compiler only");
    }

    @Override
    public int compareTo(User user) {
        throw new UnsupportedOperationException("declared for the compiler only");
    }

    User() {}
}
