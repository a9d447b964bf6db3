package hudson.model;

import jenkins.model.FullyNamedModelObject;
import org.springframework.security.core.Authentication;

public class Queue {
    public interface Task extends FullyNamedModelObject {
        String getName();

        String getUrl();

        default Authentication getDefaultAuthentication2() {
            return hudson.security.ACL.SYSTEM2;
        }
    }

    Queue() {}
}
