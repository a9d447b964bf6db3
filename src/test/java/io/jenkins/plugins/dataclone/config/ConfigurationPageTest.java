package io.jenkins.plugins.dataclone.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import hudson.security.AccessDeniedException3;
import io.jenkins.plugins.dataclone.runtime.DataClonePermissions;
import io.jenkins.plugins.dataclone.ui.JenkinsWithUsers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ConfigurationPageTest {
    @RegisterExtension
    final JenkinsWithUsers jenkins = new JenkinsWithUsers();

    private final ConfigurationPage page = new ConfigurationPage();

    @Test
    void isForThoseWhoMayConfigure() throws Exception {
        jenkins.grant("configurer", DataClonePermissions.CONFIGURE);
        jenkins.grant("viewer", DataClonePermissions.VIEW);

        assertThat(jenkins.as("configurer", page::getTarget)).isSameAs(page);
        assertThatExceptionOfType(AccessDeniedException3.class).isThrownBy(() -> jenkins.as("viewer", page::getTarget));
        assertThatExceptionOfType(AccessDeniedException3.class)
                .as("the form itself, whichever way it is reached")
                .isThrownBy(() -> jenkins.as("viewer", () -> page.doConfigSubmit(null)));
        assertThat(page.getRequiredPermission()).isEqualTo(DataClonePermissions.CONFIGURE);
    }
}
