package hudson.util;

import hudson.Util;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

public abstract class FormValidation extends IOException implements HttpResponse {
    private static final long serialVersionUID = 1L;
    private static final FormValidation OK = new Message(Kind.OK, null);

    private FormValidation(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    private static FormValidation of(Kind kind, String message) {
        return message == null ? OK : new Message(kind, Util.escape(message));
    }

    private static FormValidation withMarkup(Kind kind, String message) {
        return message == null ? OK : new Message(kind, message);
    }

    private static FormValidation integer(String text, int least, String problem) {
        try {
            return Integer.parseInt(text) < least ? error(problem) : OK;
        } catch (NumberFormatException e) {
            return error("Not a number");
        }
    }

    private static final class Message extends FormValidation {
        private static final long serialVersionUID = 1L;

        Message(Kind kind, String message) {
            super(kind, message);
        }

        @Override
        public String renderHtml() {
            return "<div class=" + kind.name().toLowerCase(Locale.ROOT) + ">"
                    + (getMessage() == null ? "" : getMessage()) + "</div>";
        }
    }

    public final FormValidation.Kind kind;

    public static FormValidation ok() {
        return OK;
    }

    public static FormValidation ok(String message) {
        return of(Kind.OK, message);
    }

    public static FormValidation ok(String format, Object... args) {
        return ok(String.format(format, args));
    }

    public static FormValidation error(String message) {
        return of(Kind.ERROR, message);
    }

    public static FormValidation error(Throwable cause, String message) {
        return of(Kind.ERROR, message);
    }

    public static FormValidation error(String format, Object... args) {
        return error(String.format(format, args));
    }

    public static FormValidation warning(String message) {
        return of(Kind.WARNING, message);
    }

    public static FormValidation warning(Throwable cause, String message) {
        return of(Kind.WARNING, message);
    }

    public static FormValidation warning(String format, Object... args) {
        return warning(String.format(format, args));
    }

    public static FormValidation okWithMarkup(String text) {
        return withMarkup(Kind.OK, text);
    }

    public static FormValidation errorWithMarkup(String text) {
        return withMarkup(Kind.ERROR, text);
    }

    public static FormValidation warningWithMarkup(String text) {
        return withMarkup(Kind.WARNING, text);
    }

    public static FormValidation validateRequired(String text) {
        return Util.fixEmptyAndTrim(text) == null ? error("This field is required") : OK;
    }

    public static FormValidation validatePositiveInteger(String text) {
        return integer(text, 1, "Not a positive integer");
    }

    public static FormValidation validateNonNegativeInteger(String text) {
        return integer(text, 0, "Not a non-negative integer");
    }

    public static FormValidation aggregate(Collection<FormValidation> collection) {
        return collection.stream()
                .max(Comparator.comparing(validation -> validation.kind))
                .orElse(OK);
    }

    public abstract String renderHtml();

    public static FormValidation respond(FormValidation.Kind kind, String text) {
        return withMarkup(kind, text);
    }

    public void generateResponse(StaplerRequest2 request, StaplerResponse2 response, Object value)
            throws IOException, ServletException {
        throw new UnsupportedOperationException("declared for the compiler only");
    }

    public enum Kind {
        OK,
        WARNING,
        ERROR;
    }
}
