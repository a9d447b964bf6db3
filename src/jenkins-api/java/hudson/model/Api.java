package hudson.model;

public class Api implements ModelObject {
    public Api(Object value) {
        this.bean = value;
    }

    public final Object bean;

    @Override
    public String getDisplayName() {
        return "API";
    }
}
