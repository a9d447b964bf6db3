package hudson.util;

import org.kohsuke.stapler.HttpResponses;

public class FormApply {
    public FormApply() {}

    public static HttpResponses.HttpResponseException success(String destination) {
        return new HttpResponses.HttpResponseException(destination) {
            private static final long serialVersionUID = 1L;
        };
    }
}
