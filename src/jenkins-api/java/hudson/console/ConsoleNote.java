package hudson.console;

import hudson.ExtensionPoint;
import hudson.MarkupText;
import hudson.model.Describable;
import java.io.IOException;
import java.io.Serializable;

@SuppressWarnings("rawtypes")
public abstract class ConsoleNote<T> implements Serializable, Describable<ConsoleNote<?>>, ExtensionPoint {
    private static final long serialVersionUID = 1L;

    public ConsoleNote() {}

    public abstract ConsoleAnnotator annotate(T context, MarkupText text, int position);

    /** Nothing, so that a log can be read as it is. */
    public String encode() throws IOException {
        return "";
    }
}
