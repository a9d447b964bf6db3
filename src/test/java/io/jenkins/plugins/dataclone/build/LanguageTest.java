package io.jenkins.plugins.dataclone.build;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What is made of a text does not depend on the language of the machine: in Turkish the capital of "i" has a dot, and in Arabic the
 * number in a file's name has other digits, by which nobody finds it again.
 */
class LanguageTest {
    private static final ArchRule RULE = noClasses()
            .should()
            .callMethod(String.class, "toLowerCase")
            .orShould()
            .callMethod(String.class, "toUpperCase")
            .orShould()
            .callMethod(String.class, "formatted", Object[].class)
            .orShould()
            .callMethod(String.class, "format", String.class, Object[].class);

    @Test
    void nothingIsMadeInTheLanguageOfTheMachine() {
        JavaClasses plugin = new ClassFileImporter().importPath(ClassFiles.OF_PLUGIN);

        assertThat(plugin).isNotEmpty();
        assertThat(problems(plugin)).isEmpty();
    }

    @Test
    void findsWhatIs() {
        assertThat(problems(new ClassFileImporter().importClasses(InTheLanguageOfTheMachine.class)))
                .hasSize(2)
                .anyMatch(problem -> problem.contains("toUpperCase"))
                .anyMatch(problem -> problem.contains("format("));
    }

    private static List<String> problems(JavaClasses classes) {
        return RULE.evaluate(classes).getFailureReport().getDetails();
    }

    private static final class InTheLanguageOfTheMachine {
        String speak(String text, int number) {
            return String.format("%s %d", text.toUpperCase(), number);
        }
    }
}
