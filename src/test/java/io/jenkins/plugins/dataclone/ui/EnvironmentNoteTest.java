package io.jenkins.plugins.dataclone.ui;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.MarkupText;
import io.jenkins.plugins.dataclone.runtime.EnvironmentNote;
import java.lang.reflect.Constructor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EnvironmentNoteTest {
    private static final String ID = "u52j6xys4a4i";

    @RegisterExtension
    final JenkinsWithUsers jenkins = new JenkinsWithUsers();

    @Test
    void theTextOfALineStaysAsItIs() {
        assertThat(EnvironmentNote.line("Environment " + ID + " is ready"))
                .isEqualTo("[Data Clone] Environment " + ID + " is ready");
        assertThat(EnvironmentNote.line("Snapshot dataclone-" + ID + "-snapshot-1 requested"))
                .isEqualTo("[Data Clone] Snapshot dataclone-" + ID + "-snapshot-1 requested");
    }

    @Test
    void theIdLeadsToWhatTheBuildTellsOfIt() throws Exception {
        jenkins.job("orders");
        MarkupText line = new MarkupText("[Data Clone] Environment " + ID + " is ready");

        note(ID).annotate(jenkins.run("orders"), line, line.getText().indexOf(ID));

        assertThat(line.toString(true)).isEqualTo("<a href='job/orders/1/dataclone/#" + ID + "'>" + ID + "</a>");
    }

    @Test
    void whereTheBuildIsNotKnownItLeadsToThePageOfEnvironments() throws Exception {
        MarkupText line = new MarkupText(ID);

        note(ID).annotate("some node of a pipeline", line, 0);

        assertThat(line.toString(true)).contains("dataclone/environment/" + ID + "/");
    }

    @Test
    void aLineThatWasCutShortIsLeftAlone() throws Exception {
        MarkupText line = new MarkupText(ID.substring(4));

        note(ID).annotate("", line, 0);

        assertThat(line.toString(true)).isEmpty();
    }

    private static EnvironmentNote note(String id) throws Exception {
        Constructor<EnvironmentNote> constructor = EnvironmentNote.class.getDeclaredConstructor(String.class);
        constructor.setAccessible(true);
        return constructor.newInstance(id);
    }
}
