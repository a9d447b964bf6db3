package io.jenkins.plugins.dataclone.processor;

import java.io.IOException;
import java.io.Writer;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import javax.tools.StandardLocation;

/**
 * Writes the index by which Jenkins finds classes with {@code @Symbol}: {@code META-INF/services/annotations/} and the
 * name of the annotation, one binary class name a line, sorted.
 *
 * <p>Jenkins' own processor (annotation-indexer) does the same, but does not resolve from Maven Central. The build
 * compiles this class before the plugin's own code and never ships it; {@code jenkins.pom.xml} uses the original.
 */
@SupportedAnnotationTypes({
    SymbolIndexProcessor.SYMBOL,
    SymbolIndexProcessor.INITIALIZER,
    SymbolIndexProcessor.TERMINATOR
})
public final class SymbolIndexProcessor extends AbstractProcessor {
    static final String SYMBOL = "org.jenkinsci.Symbol";
    static final String INITIALIZER = "hudson.init.Initializer";
    static final String TERMINATOR = "hudson.init.Terminator";
    private static final String INDEX_FOLDER = "META-INF/services/annotations/";

    private final Map<String, Set<String>> classesByAnnotation = new TreeMap<>();

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latest();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        for (TypeElement annotation : annotations) {
            Set<String> classes = classesByAnnotation.computeIfAbsent(
                    annotation.getQualifiedName().toString(), name -> new TreeSet<>());
            for (Element element : round.getElementsAnnotatedWith(annotation)) {
                classes.add(binaryNameOfEnclosingType(element));
            }
        }
        if (round.processingOver()) {
            classesByAnnotation.forEach(this::writeIndex);
        }
        return false;
    }

    /** The annotated class itself, or for an annotated member the class that holds it. */
    private String binaryNameOfEnclosingType(Element element) {
        Element type = element;
        while (!(type instanceof TypeElement)) {
            type = type.getEnclosingElement();
        }
        return processingEnv.getElementUtils().getBinaryName((TypeElement) type).toString();
    }

    private void writeIndex(String annotation, Set<String> classes) {
        try (Writer index = processingEnv
                .getFiler()
                .createResource(StandardLocation.CLASS_OUTPUT, "", INDEX_FOLDER + annotation)
                .openWriter()) {
            for (String name : classes) {
                index.write(name + "\n");
            }
        } catch (IOException e) {
            processingEnv
                    .getMessager()
                    .printMessage(Diagnostic.Kind.ERROR, "cannot write the index of " + annotation + ": " + e);
        }
    }
}
