package io.jenkins.plugins.dataclone.build;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which package may see which: docs/design.md draws the map. */
final class PackageRules {
    private static final String[] JENKINS = {
        "hudson..",
        "jenkins..",
        "org.jenkinsci..",
        "org.kohsuke..",
        "com.cloudbees..",
        "net.sf.json..",
        "jakarta.servlet.."
    };

    /**
     * Each library is seen in one package of ours; Jackson and the YAML engine in those that read or write JSON and YAML: Compose
     * files, Heat templates.
     */
    private static final Map<String, Set<String>> LIBRARIES = new LinkedHashMap<>();

    static {
        LIBRARIES.put("org.openstack4j..", Set.of("openstack"));
        LIBRARIES.put("com.github.dockerjava..", Set.of("docker"));
        LIBRARIES.put("org.apache.hc..", Set.of("docker"));
        LIBRARIES.put("org.snakeyaml..", Set.of("docker", "openstack"));
        LIBRARIES.put("org.bouncycastle..", Set.of("openstack"));
        LIBRARIES.put("dev.failsafe..", Set.of("openstack"));
        LIBRARIES.put("io.fabric8..", Set.of("kubernetes"));
        LIBRARIES.put("com.fasterxml.jackson..", Set.of("openstack", "docker", "runtime"));
        LIBRARIES.put("org.yaml..", Set.of());
        LIBRARIES.put("com.google.common..", Set.of("step"));
        LIBRARIES.put("org.apache.commons..", Set.of());
    }

    private static final List<String> CORE = List.of("model", "port", "ledger", "flow");
    private static final List<String> LIBRARY_ADAPTERS = List.of("openstack", "docker", "kubernetes", "marathon");
    private static final List<String> JENKINS_ADAPTERS = List.of("step", "freestyle", "ui");
    private static final List<String> ALL = List.of(
            "model",
            "port",
            "ledger",
            "flow",
            "openstack",
            "docker",
            "kubernetes",
            "marathon",
            "runtime",
            "config",
            "credentials",
            "task",
            "step",
            "freestyle",
            "ui");

    private final String root;

    PackageRules(String root) {
        this.root = root;
    }

    ArchRule coreIsFreeOfJenkins() {
        return noClasses()
                .that(resideInAnyPackage(ours(CORE)))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(JENKINS)
                .allowEmptyShould(true);
    }

    ArchRule libraryAdaptersAreFreeOfJenkins() {
        return noClasses()
                .that(resideInAnyPackage(ours(LIBRARY_ADAPTERS)))
                .or(resideInAnyPackage(ours(List.of("sweeper"))))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(JENKINS)
                .allowEmptyShould(true);
    }

    /** What lies further out in the map is unknown to what lies further in, and neighbours do not know each other. */
    List<ArchRule> directions() {
        List<ArchRule> rules = new ArrayList<>();
        rules.add(only("model"));
        rules.add(only("port", "model"));
        rules.add(only("ledger", "model", "port"));
        rules.add(only("flow", "model", "port", "ledger"));
        LIBRARY_ADAPTERS.forEach(adapter -> rules.add(only(adapter, "model", "port")));
        rules.add(only("credentials", "model", "port"));
        rules.add(only("sweeper", "model", "port", "ledger", "flow", "openstack"));
        rules.add(only("task", "model", "port", "ledger", "flow", "runtime"));
        for (String adapter : JENKINS_ADAPTERS) {
            List<String> allowed = new ArrayList<>(ALL);
            allowed.removeAll(JENKINS_ADAPTERS);
            allowed.removeAll(LIBRARY_ADAPTERS);
            rules.add(only(adapter, allowed.toArray(String[]::new)));
        }
        return rules;
    }

    /** One rule for each library: seen nowhere but in its packages. */
    List<ArchRule> librariesHaveOneRoom() {
        List<ArchRule> rules = new ArrayList<>();
        LIBRARIES.forEach((library, rooms) -> rules.add(noClasses()
                .that(resideInAPackage(root + ".."))
                .and(not(resideInAnyPackage(ours(List.copyOf(rooms)))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .allowEmptyShould(true)));
        return rules;
    }

    ArchRule noCycles() {
        return slices().matching(root + ".(**)").should().beFreeOfCycles().allowEmptyShould(true);
    }

    List<ArchRule> all() {
        List<ArchRule> rules = new ArrayList<>(directions());
        rules.addAll(librariesHaveOneRoom());
        rules.addAll(List.of(coreIsFreeOfJenkins(), libraryAdaptersAreFreeOfJenkins(), noCycles()));
        return rules;
    }

    private ArchRule only(String name, String... allowed) {
        List<String> seen = new ArrayList<>(List.of(allowed));
        seen.add(name);
        return noClasses()
                .that(resideInAnyPackage(ours(List.of(name))))
                .should()
                .dependOnClassesThat(resideInAPackage(root + "..").and(not(resideInAnyPackage(ours(seen)))))
                .as(name + " sees of ours only " + String.join(", ", allowed))
                .allowEmptyShould(true);
    }

    private String[] ours(List<String> names) {
        return names.stream().map(name -> root + "." + name + "..").toArray(String[]::new);
    }
}
