package org.kohsuke.stapler;

import jakarta.servlet.ServletException;
import java.io.IOException;

public final class HttpRedirect extends RuntimeException implements HttpResponse {
    private static final long serialVersionUID = 1L;

    private final String target;

    public HttpRedirect(String text) {
        this.target = text;
    }

    @Override
    public void generateResponse(StaplerRequest2 request, StaplerResponse2 response, Object value)
            throws IOException, ServletException {
        response.sendRedirect(target);
    }
}
