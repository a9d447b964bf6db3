package hudson.model;

import hudson.security.Permission;
import jakarta.servlet.ServletException;
import java.io.IOException;
import jenkins.model.GlobalConfigurationCategory;
import jenkins.model.Jenkins;
import jenkins.model.Loadable;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

@SuppressWarnings({"rawtypes", "unchecked"})
public abstract class Descriptor<T extends Describable<T>> implements Loadable, Saveable {
    protected Descriptor() {
        @SuppressWarnings("unchecked")
        Class<? extends T> outer = (Class<? extends T>) getClass().getEnclosingClass();
        this.clazz = outer;
    }

    protected Descriptor(Class<? extends T> type) {
        Class<?> own = type;
        if (own == Self.class) {
            own = getClass();
        }
        @SuppressWarnings("unchecked")
        Class<? extends T> described = (Class<? extends T>) own;
        this.clazz = described;
    }

    public final Class<? extends T> clazz;

    public String getDisplayName() {
        return clazz.getSimpleName();
    }

    public String getId() {
        return clazz.getName();
    }

    public GlobalConfigurationCategory getCategory() {
        return null;
    }

    public String getGlobalConfigPage() {
        return null;
    }

    public Permission getRequiredGlobalConfigPagePermission() {
        return Jenkins.ADMINISTER;
    }

    public boolean configure(StaplerRequest2 request, JSONObject json) throws Descriptor.FormException {
        return true;
    }

    public T newInstance(StaplerRequest2 request, JSONObject json) throws Descriptor.FormException {
        return request.bindJSON(clazz, json);
    }

    @Override
    public void load() {}

    @Override
    public void save() {}

    public final String getJsonSafeClassName() {
        return getId().replace('.', '-');
    }

    public final boolean isSubTypeOf(Class type) {
        return type.isAssignableFrom(clazz);
    }

    protected static Class self() {
        return Self.class;
    }

    public static final class FormException extends Exception implements HttpResponse {
        private static final long serialVersionUID = 1L;
        private final String formField;

        public FormException(String message, String formField) {
            super(message);
            this.formField = formField;
        }

        public FormException(String message, Throwable cause, String formField) {
            super(message, cause);
            this.formField = formField;
        }

        public FormException(Throwable cause, String formField) {
            super(cause);
            this.formField = formField;
        }

        public String getFormField() {
            return formField;
        }

        public void generateResponse(StaplerRequest2 request, StaplerResponse2 response, Object node)
                throws IOException, ServletException {
            throw new UnsupportedOperationException("declared for the compiler only");
        }
    }

    public static final class Self {
        private Self() {}
    }
}
