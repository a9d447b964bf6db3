package hudson.security;

import hudson.ExtensionPoint;
import hudson.model.AbstractItem;
import hudson.model.Describable;
import java.io.Serializable;
import java.util.Collection;
import java.util.Set;

public abstract class AuthorizationStrategy implements Describable<AuthorizationStrategy>, ExtensionPoint {
    public AuthorizationStrategy() {}

    public static final AuthorizationStrategy UNSECURED = new Unsecured();

    public abstract ACL getRootACL();

    public abstract Collection<String> getGroups();

    public ACL getACL(AbstractItem abstractItem) {
        return getRootACL();
    }

    public static final class Unsecured extends AuthorizationStrategy implements Serializable {
        private static final long serialVersionUID = 1L;

        public Unsecured() {}

        @Override
        public ACL getRootACL() {
            return ACL.lambda2((authentication, permission) -> true);
        }

        @Override
        public Collection<String> getGroups() {
            return Set.of();
        }
    }
}
