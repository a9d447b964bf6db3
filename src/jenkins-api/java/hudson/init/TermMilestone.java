package hudson.init;

public enum TermMilestone {
    COMPLETED,
    STARTED;
}
