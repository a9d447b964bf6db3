package io.jenkins.plugins.dataclone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** What the README shows is what the project has. */
class ReadmeTest {
    private final MarkdownPage readme = MarkdownPage.read("README.md");

    @Test
    void theSampleForConfigurationAsCodeIsTheOneThatIsTested() throws IOException {
        assertThat(readme.blocks("yaml")).containsExactly(Files.readString(Path.of("docs/examples/jcasc.yaml")));
    }

    @Test
    void thePluginsItNamesAreThoseOfTheBuild() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        Properties properties = new Properties();
        for (String name : new String[] {"jenkins.version", "plugin.dependencies"}) {
            properties.setProperty(
                    name,
                    pom.substring(pom.indexOf("<" + name + ">") + name.length() + 2, pom.indexOf("</" + name + ">")));
        }

        assertThat(readme.text()).contains(properties.getProperty("jenkins.version"));
        for (String dependency : properties.getProperty("plugin.dependencies").split(",")) {
            String[] parts = dependency.split(":");
            assertThat(MarkdownPage.rows(readme.text()).get(parts[0]))
                    .as(parts[0])
                    .contains(parts[1]);
        }
    }
}
