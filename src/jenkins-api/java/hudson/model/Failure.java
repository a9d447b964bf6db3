package hudson.model;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

public class Failure extends RuntimeException implements HttpResponse {
    private static final long serialVersionUID = 1L;

    public Failure(String text) {
        super(text);
    }

    public Failure(String text, boolean flag) {
        super(text);
    }

    public void generateResponse(StaplerRequest2 request, StaplerResponse2 response, Object value)
            throws IOException, ServletException {
        throw new UnsupportedOperationException("declared for the compiler only");
    }

    public void generateResponse(StaplerRequest2 request, StaplerResponse2 response, Object value, Throwable cause)
            throws IOException, ServletException {
        throw new UnsupportedOperationException("declared for the compiler only");
    }
}
