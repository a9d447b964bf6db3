package io.jenkins.plugins.dataclone.pages;

import hudson.model.Item;
import io.jenkins.plugins.dataclone.runtime.DataClonePermissions;
import jenkins.model.Jenkins;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** Users of growing rights, and one who is not logged in. */
final class Users {
    private Users() {}

    static void exist(JenkinsRule jenkins) {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader", "builder", "configurer", "viewer", "keeper", "manager")
                .grant(Item.BUILD)
                .everywhere()
                .to("builder", "configurer")
                .grant(Item.CONFIGURE)
                .everywhere()
                .to("configurer")
                .grant(DataClonePermissions.VIEW)
                .everywhere()
                .to("viewer", "keeper")
                .grant(DataClonePermissions.EXTEND, DataClonePermissions.DESTROY)
                .everywhere()
                .to("keeper")
                .grant(Jenkins.MANAGE, DataClonePermissions.CONFIGURE, DataClonePermissions.VIEW)
                .everywhere()
                .to("manager")
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin"));
    }
}
