package hudson.util;

import hudson.model.ModelObject;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

public class ListBoxModel extends ArrayList<ListBoxModel.Option> implements HttpResponse {
    private static final long serialVersionUID = 1L;

    public ListBoxModel() {}

    public ListBoxModel(int number) {
        super(number);
    }

    public ListBoxModel(Collection<ListBoxModel.Option> collection) {
        super(collection);
    }

    public ListBoxModel(ListBoxModel.Option... option) {
        super(Arrays.asList(option));
    }

    public void add(ModelObject modelObject, String text) {
        add(modelObject.getDisplayName(), text);
    }

    public ListBoxModel add(String nameAndValue) {
        add(nameAndValue, nameAndValue);
        return this;
    }

    public void add(String displayName, String value) {
        add(new Option(displayName, value));
    }

    public void generateResponse(StaplerRequest2 request, StaplerResponse2 response, Object value)
            throws IOException, ServletException {
        throw new UnsupportedOperationException("declared for the compiler only");
    }

    public static final class Option {
        public Option(String nameAndValue) {
            this(nameAndValue, nameAndValue);
        }

        public Option(String name, String value) {
            this(name, value, false);
        }

        public Option(String name, String value, boolean selected) {
            this.name = name;
            this.value = value;
            this.selected = selected;
        }

        public String name;

        public String value;

        public boolean selected;

        @Override
        public String toString() {
            return name + "=" + value + (selected ? "[selected]" : "");
        }
    }
}
