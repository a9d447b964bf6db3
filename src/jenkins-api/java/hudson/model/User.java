package hudson.model;

import hudson.security.ACL;
import hudson.security.AccessControlled;
import java.io.IOException;
import java.util.List;
import jenkins.model.Jenkins;
import jenkins.model.Loadable;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

public class User implements ModelObject, AccessControlled, Loadable, Saveable, Comparable<User> {
    public static User current() {
        return null;
    }

    public static User getById(String text, boolean flag) {
        return new User(text);
    }

    public Authentication impersonate2() throws UsernameNotFoundException {
        if (id.startsWith("unknown")) {
            throw new UsernameNotFoundException(id);
        }
        return new UsernamePasswordAuthenticationToken(id, "", List.of());
    }

    public String getId() {
        return id;
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

    private final String id;

    User(String id) {
        this.id = id;
    }
}
