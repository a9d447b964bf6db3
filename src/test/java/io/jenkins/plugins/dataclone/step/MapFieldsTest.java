package io.jenkins.plugins.dataclone.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Maps that are typed into the snippet generator. */
class MapFieldsTest {
    @Test
    void aFormGivesMapsAsLines() {
        assertThat(MapFields.parse("volumes", "dbdata=orders-db\r\n\r\nlogs = audit-db\r\nOPTIONS=a=b"))
                .isEqualTo(Map.of("dbdata", "orders-db", "logs", "audit-db", "OPTIONS", "a=b"));
    }

    @Test
    void whatAFormShowsItTakesBack() {
        Map<String, String> map = Map.of("TAG", "1.4.2", "MODE", "");

        assertThat(MapFields.parse("variables", MapFields.text(map))).isEqualTo(map);
    }

    @Test
    void emptyOrMissingAreasAreEmptyMaps() {
        assertThat(MapFields.parse("volumes", "")).isEmpty();
        assertThat(MapFields.parse("volumes", null)).isEmpty();
    }

    @Test
    void whatIsNoPairIsSaid() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MapFields.parse("volumes", "dbdata"))
                .withMessage("volumes: 'dbdata' is not of the form key=value");
    }
}
