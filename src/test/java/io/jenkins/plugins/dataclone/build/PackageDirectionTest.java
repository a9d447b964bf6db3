package io.jenkins.plugins.dataclone.build;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageDirectionTest {
    private static final int MOST_LINES = 350;
    private static final String FIXTURE = "io.jenkins.plugins.dataclone.build.fixture";

    private static final PackageRules RULES = new PackageRules("io.jenkins.plugins.dataclone");
    private static final PackageRules FIXTURE_RULES = new PackageRules(FIXTURE);
    private static final JavaClasses FIXTURES = new ClassFileImporter().importPackages(FIXTURE);

    @Test
    void packagesSeeOnlyWhatTheMapAllows() {
        JavaClasses plugin = new ClassFileImporter().importPath(ClassFiles.OF_PLUGIN);

        assertThat(plugin).isNotEmpty();
        List<String> broken = new ArrayList<>();
        for (ArchRule rule : RULES.all()) {
            broken.addAll(rule.evaluate(plugin).getFailureReport().getDetails());
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void classesAreSmall() throws IOException {
        assertThat(longerThan(MOST_LINES, Path.of("src/main/java"))).isEmpty();
    }

    @Test
    void findsJenkinsInTheCore() {
        assertThat(problems(FIXTURE_RULES.coreIsFreeOfJenkins())).contains("FlowThatSeesJenkins");
    }

    @Test
    void findsJenkinsInALibraryAdapter() {
        assertThat(problems(FIXTURE_RULES.libraryAdaptersAreFreeOfJenkins())).contains("AdapterThatSeesJenkins");
    }

    @Test
    void findsWrongDirections() {
        assertThat(FIXTURE_RULES.directions().stream().map(PackageDirectionTest::problems))
                .anyMatch(problem -> problem.contains("AdapterThatSeesAnother"))
                .anyMatch(problem -> problem.contains("StepThatSeesAnother"))
                .anyMatch(problem -> problem.contains("ModelThatLooksOut"));
    }

    @Test
    void findsALibraryOutsideItsPackage() {
        assertThat(FIXTURE_RULES.librariesHaveOneRoom().stream().map(PackageDirectionTest::problems))
                .anyMatch(problem -> problem.contains("AdapterWithAnotherLibrary"));
    }

    @Test
    void findsACycle() {
        assertThat(problems(FIXTURE_RULES.noCycles())).contains("StepThatIsSeen");
    }

    @Test
    void findsALongClass(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("Long.java"), "\n".repeat(MOST_LINES + 1));
        Files.writeString(folder.resolve("Short.java"), "\n".repeat(MOST_LINES));

        assertThat(longerThan(MOST_LINES, folder)).containsExactly("Long.java");
    }

    private static String problems(ArchRule rule) {
        return String.join("\n", rule.evaluate(FIXTURES).getFailureReport().getDetails());
    }

    private static List<String> longerThan(int lines, Path folder) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (file.toString().endsWith(".java")
                        && Files.readAllLines(file).size() > lines) {
                    found.add(folder.relativize(file).toString());
                }
            }
        }
        return found;
    }
}
