package io.jenkins.plugins.dataclone.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.GoneProof;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class TimelineTest {
    private static final Instant NOW = Given.START.plusSeconds(100);

    @Test
    void showsWhatWasAskedForUntilNow() {
        Timeline timeline = Timeline.of(environment(), NOW);

        assertThat(timeline.start()).isEqualTo(Given.START);
        assertThat(timeline.end()).isEqualTo(NOW);
        assertThat(timeline.bars())
                .extracting(Timeline.Bar::kind)
                .containsExactly(ResourceKind.SHARE, ResourceKind.CLUSTER);
        assertThat(timeline.bars().get(0).ready()).isEqualTo(Given.START.plusSeconds(5));
        assertThat(timeline.bars().get(1).ready()).isNull();
    }

    @Test
    void whatIsGoneEndsWithItsLastObject() {
        Environment gone = Given.environment("gone", "shop/orders#1")
                .with(Given.clone("s-1", "orders-db").deleting().gone(Given.START.plusSeconds(40), GoneProof.NOT_FOUND))
                .releasing("its build has ended", Given.START)
                .ended(Given.START);

        assertThat(Timeline.of(gone, NOW.plus(Duration.ofDays(3))).end()).isEqualTo(Given.START.plusSeconds(40));
    }

    @Test
    void whatHasJustBegunHasAScale() {
        Timeline timeline = Timeline.of(Given.environment("new", "shop/orders#1"), Given.START);

        assertThat(timeline.length()).isEqualTo(Duration.ofSeconds(10));
        assertThat(texts(parsed(timeline))).contains("Nothing has been asked of a cloud yet.");
    }

    @Test
    void aClockThatWentBackDoesNotBreakThePicture() {
        Timeline timeline = Timeline.of(environment(), Given.START.minusSeconds(60));

        NodeList boxes = parsed(timeline).getElementsByTagName("rect");
        for (int i = 0; i < boxes.getLength(); i++) {
            assertThat(Double.parseDouble(((Element) boxes.item(i)).getAttribute("width")))
                    .isPositive();
        }
    }

    @Test
    void isDrawnToScale() {
        Document picture = parsed(Timeline.of(environment(), NOW));

        List<Element> bars = bars(picture);
        assertThat(bars).hasSize(3);
        double waiting = Double.parseDouble(bars.get(0).getAttribute("width"));
        double there = Double.parseDouble(bars.get(1).getAttribute("width"));
        assertThat(there / waiting).isBetween(30.0, 33.0);
        assertThat(texts(picture)).contains("share 1", "bay 1", "0", "30 s", "1 min 30 s");
    }

    @Test
    void hasNeitherScriptNorStyleAndEscapesWhatItIsGiven() {
        Environment odd = Given.environment("odd", "shop/orders#1").with(Given.clone("<script>&\"", "orders-db"));

        String picture = TimelineSvg.of(Timeline.of(odd, NOW));

        assertThat(picture)
                .doesNotContain("<script", "<style", "style=", "href", " on")
                .contains("&lt;script&gt;&amp;");
        assertThat(parsed(Timeline.of(odd, NOW)).getElementsByTagName("script").getLength())
                .isZero();
    }

    @Test
    void whatFailedStandsOut() {
        Environment failed = Given.environment("failed", "shop/orders#1")
                .with(Given.clone("s-1", "orders-db").failed("error: no valid host"));

        assertThat(TimelineSvg.of(Timeline.of(failed, NOW))).contains("#d1242f");
        assertThat(TimelineSvg.of(Timeline.of(environment(), NOW))).doesNotContain("#d1242f");
    }

    @Test
    void aLongLifeHasFewMarks() {
        Document picture = parsed(Timeline.of(environment(), Given.START.plus(Duration.ofDays(100))));

        assertThat(picture.getElementsByTagName("line").getLength()).isBetween(5, 16);
    }

    private static Environment environment() {
        Resource planned = Given.planned(ResourceKind.STACK, "not-asked-for", stack -> stack);
        return Given.environment("making", "shop/orders#1")
                .with(Given.clone("s-1", "orders-db"))
                .with(Given.bayOnItsWay("b-1"))
                .with(planned);
    }

    private static List<Element> bars(Document picture) {
        List<Element> bars = new ArrayList<>();
        NodeList groups = picture.getElementsByTagName("g");
        for (int i = 0; i < groups.getLength(); i++) {
            NodeList boxes = ((Element) groups.item(i)).getElementsByTagName("rect");
            for (int j = 0; j < boxes.getLength(); j++) {
                bars.add((Element) boxes.item(j));
            }
        }
        return bars;
    }

    private static List<String> texts(Document picture) {
        List<String> texts = new ArrayList<>();
        NodeList nodes = picture.getElementsByTagName("text");
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent());
        }
        return texts;
    }

    private static Document parsed(Timeline timeline) {
        try {
            byte[] bytes = TimelineSvg.of(timeline).getBytes(StandardCharsets.UTF_8);
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(bytes));
        } catch (Exception e) {
            throw new AssertionError("no picture", e);
        }
    }
}
