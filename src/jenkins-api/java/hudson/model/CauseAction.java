package hudson.model;

import java.util.List;

public class CauseAction implements Action {
    private final List<Cause> given;

    public CauseAction(Cause... causes) {
        given = List.of(causes);
    }

    public List<Cause> getCauses() {
        return given;
    }

    @Override
    public String getIconFileName() {
        return null;
    }

    @Override
    public String getDisplayName() {
        return "Cause";
    }

    @Override
    public String getUrlName() {
        return "cause";
    }
}
