package io.jenkins.plugins.dataclone.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PagesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<String> there = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    /** What the service gives at once, however many were asked for. */
    private int most = Integer.MAX_VALUE;

    @ParameterizedTest
    @CsvSource({"0, 1000", "1, 1000", "1000, 1000", "2500, 1000", "2500, 7", "25, 1"})
    void everythingIsThereOnce(int number, int size) throws Exception {
        fill(number);
        assertThat(list(size, 0)).isEqualTo(there);
    }

    @Test
    void aServiceThatGivesFewerAtOnceIsAskedUntilItSaysThatThereAreNoMore() throws Exception {
        fill(95);
        most = 10;
        assertThat(list(1000, 0)).isEqualTo(there);
    }

    @Test
    void largePagesAreFew() throws Exception {
        fill(2_500);
        list(1000, 0);
        assertThat(asked).hasSize(3);
    }

    /** What moves forward when others delete would be on no page: a clone that is not seen makes its snapshot look unused. */
    @Test
    void whatLivesIsThereAlthoughOthersDeleteMeanwhile() throws Exception {
        fill(2_500);
        assertThat(list(1000, 50)).containsAll(there);
    }

    private void fill(int number) {
        IntStream.range(0, number).mapToObj(i -> "id-" + i).forEach(there::add);
    }

    /** @param deleted how many of the first vanish after each page */
    private List<String> list(int size, int deleted) throws Exception {
        return new Pages(size)
                .all(
                        "shares",
                        Map.of(),
                        query -> {
                            ObjectNode page = page(
                                    Integer.parseInt(query.get("offset")),
                                    Math.min(most, Integer.parseInt(query.get("limit"))));
                            there.subList(0, Math.min(deleted, there.size())).clear();
                            return page;
                        },
                        item -> Json.text(item, "id"));
    }

    private ObjectNode page(int offset, int limit) {
        asked.add(offset + "+" + limit);
        ObjectNode page = JSON.createObjectNode();
        ArrayNode items = page.putArray("shares");
        int end = Math.min(there.size(), offset + limit);
        there.subList(Math.min(offset, end), end)
                .forEach(id -> items.addObject().put("id", id));
        if (end < there.size()) {
            page.putArray("shares_links").addObject().put("rel", "next");
        }
        return page;
    }
}
