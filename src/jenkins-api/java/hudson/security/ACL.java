package hudson.security;

import java.util.Collection;
import java.util.List;
import java.util.function.BiFunction;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;

public abstract class ACL {
    private static final ThreadLocal<Authentication> CURRENT = new ThreadLocal<>();
    /** What Jenkins.getAuthentication2 answers. */
    static Authentication current() {
        return CURRENT.get() == null ? SYSTEM2 : CURRENT.get();
    }

    private static void set(Authentication authentication) {
        if (authentication == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(authentication);
        }
    }

    private static final class SystemAuthentication implements Authentication {
        private static final long serialVersionUID = 1L;

        @Override
        public Collection<? extends GrantedAuthority> getAuthorities() {
            return List.of();
        }

        @Override
        public Object getCredentials() {
            return null;
        }

        @Override
        public Object getDetails() {
            return null;
        }

        @Override
        public Object getPrincipal() {
            return getName();
        }

        @Override
        public boolean isAuthenticated() {
            return true;
        }

        @Override
        public void setAuthenticated(boolean authenticated) {}

        @Override
        public String getName() {
            return "SYSTEM";
        }
    }

    public ACL() {}

    public static final Authentication SYSTEM2 = new SystemAuthentication();

    public final void checkPermission(Permission permission) {
        if (!hasPermission(permission)) {
            throw new AccessDeniedException3(current(), permission);
        }
    }

    public final boolean hasPermission(Permission permission) {
        return current() == SYSTEM2 || hasPermission2(current(), permission);
    }

    public boolean hasPermission2(Authentication authentication, Permission permission) {
        throw new UnsupportedOperationException("declared for the compiler only");
    }

    public static ACLContext as2(Authentication authentication) {
        Authentication previous = CURRENT.get();
        set(authentication);
        return new ACLContext(() -> set(previous));
    }

    public static ACL lambda2(BiFunction<Authentication, Permission, Boolean> biFunction) {
        return new ACL() {
            @Override
            public boolean hasPermission2(Authentication authentication, Permission permission) {
                return biFunction.apply(authentication, permission);
            }
        };
    }

    public static boolean isAnonymous2(Authentication authentication) {
        return authentication.getName().equals("anonymous");
    }
}
