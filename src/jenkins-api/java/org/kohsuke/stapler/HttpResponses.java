package org.kohsuke.stapler;

public class HttpResponses {
    public HttpResponses() {}

    public static HttpResponses.HttpResponseException ok() {
        throw new UnsupportedOperationException("declared for the compiler only");
    }

    public static HttpResponses.HttpResponseException status(int number) {
        throw new UnsupportedOperationException("declared for the compiler only");
    }

    public static HttpResponses.HttpResponseException notFound() {
        throw new UnsupportedOperationException("declared for the compiler only");
    }

    public static HttpResponses.HttpResponseException forbidden() {
        throw new UnsupportedOperationException("declared for the compiler only");
    }

    public static HttpResponses.HttpResponseException error(int number, String text) {
        throw new UnsupportedOperationException("declared for the compiler only");
    }

    public static HttpResponses.HttpResponseException error(int number, Throwable cause) {
        throw new UnsupportedOperationException("declared for the compiler only");
    }

    public static HttpResponses.HttpResponseException errorWithoutStack(int number, String text) {
        return new HttpResponseException(number + " " + text) {
            private static final long serialVersionUID = 1L;
        };
    }

    public static HttpResponse redirectToDot() {
        return new HttpRedirect(".");
    }

    public static HttpRedirect redirectTo(String text) {
        return new HttpRedirect(text);
    }

    public static HttpResponse text(String text) {
        throw new UnsupportedOperationException("declared for the compiler only");
    }

    public static HttpResponse literalHtml(String text) {
        throw new UnsupportedOperationException("declared for the compiler only");
    }

    public abstract static class HttpResponseException extends RuntimeException implements HttpResponse {
        private static final long serialVersionUID = 1L;

        public HttpResponseException() {}

        public HttpResponseException(String text) {
            super(text);
        }

        public HttpResponseException(String text, Throwable cause) {
            super(text, cause);
        }

        public HttpResponseException(Throwable cause) {
            super(cause);
        }
    }
}
