package org.kohsuke.stapler;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import net.sf.json.JSONObject;

public interface StaplerRequest2 extends HttpServletRequest {
    <T> T bindJSON(Class<T> type, JSONObject json);

    void bindJSON(Object value, JSONObject json);

    <T> List<T> bindJSONToList(Class<T> type, Object value);

    <T> T findAncestorObject(Class<T> type);

    JSONObject getSubmittedForm() throws ServletException;
}
