package io.jenkins.plugins.dataclone.ui;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/** An answer that is text of some type, made for this moment. */
final class PlainAnswer implements HttpResponse {
    private final String type;
    private final String text;

    private PlainAnswer(String type, String text) {
        this.type = type;
        this.text = text;
    }

    static PlainAnswer of(String type, String text) {
        return new PlainAnswer(type, text);
    }

    String text() {
        return text;
    }

    @Override
    public void generateResponse(StaplerRequest2 request, StaplerResponse2 response, Object node) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        response.setContentType(type);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
