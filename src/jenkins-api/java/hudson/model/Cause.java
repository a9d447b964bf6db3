package hudson.model;

public abstract class Cause {
    public Cause() {}

    public abstract String getShortDescription();

    public static class UserIdCause extends Cause {
        private final String id;

        public UserIdCause() {
            this(null);
        }

        public UserIdCause(String text) {
            id = text;
        }

        public String getUserId() {
            return id;
        }

        @Override
        public String getShortDescription() {
            return "Started by user " + id;
        }
    }
}
