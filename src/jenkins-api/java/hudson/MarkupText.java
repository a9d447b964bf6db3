package hudson;

import java.util.ArrayList;
import java.util.List;

public class MarkupText {
    private final String text;
    private final List<String> tags = new ArrayList<>();

    public MarkupText(String text) {
        this.text = text;
    }

    public String getText() {
        return text;
    }

    public void addMarkup(int start, int end, String startTag, String endTag) {
        tags.add(startTag + text.substring(start, end) + endTag);
    }

    public String toString(boolean flag) {
        return String.join("\n", tags);
    }
}
