package hudson.security;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;

public class AccessDeniedException3 extends AccessDeniedException {
    private static final long serialVersionUID = 1L;

    public AccessDeniedException3(Throwable cause, Authentication authentication, Permission permission) {
        super(
                authentication.getName() + " is missing the " + permission.group.owner.getSimpleName() + "/"
                        + permission.name + " permission",
                cause);
        this.authentication = authentication;
        this.permission = permission;
    }

    public AccessDeniedException3(Authentication authentication, Permission permission) {
        this(null, authentication, permission);
    }

    public final Authentication authentication;

    public final Permission permission;
}
