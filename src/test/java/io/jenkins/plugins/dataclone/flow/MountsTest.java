package io.jenkins.plugins.dataclone.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.dataclone.flow.Mounts.Candidate;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MountsTest {
    private static final Candidate ORDERS = new Candidate("dc-a-share-1", "orders-db");
    private static final Candidate STOCK = new Candidate("dc-a-share-2", "stock-db");

    @Test
    void takesTheAuthorsWord() throws Exception {
        assertThat(decide(List.of("data", "cache"), Map.of("data", "stock-db"), ORDERS, STOCK))
                .isEqualTo(Map.of("data", 1));
        assertThat(decide(List.of("data"), Map.of("data", "dc-a-share-1"), ORDERS, STOCK))
                .isEqualTo(Map.of("data", 0));
        assertThat(decide(List.of("a", "b"), Map.of("a", "orders-db", "b", "orders-db"), ORDERS))
                .isEqualTo(Map.of("a", 0, "b", 0));
    }

    @Test
    void aNameWinsOverASource() throws Exception {
        Candidate odd = new Candidate("orders-db", "stock-db");
        assertThat(decide(List.of("data"), Map.of("data", "orders-db"), ORDERS, odd))
                .isEqualTo(Map.of("data", 1));
    }

    @Test
    void matchesVolumesCalledLikeTheirSource() throws Exception {
        assertThat(decide(List.of("Orders_DB", "cache", "stockdb"), Map.of(), ORDERS, STOCK))
                .isEqualTo(Map.of("Orders_DB", 0, "stockdb", 1));
    }

    @Test
    void theOnlyVolumeIsTheOnlyClone() throws Exception {
        assertThat(decide(List.of("data"), Map.of(), ORDERS)).isEqualTo(Map.of("data", 0));
    }

    @Test
    void nothingIsMountedWhereThereIsNothing() throws Exception {
        assertThat(decide(List.of("data"), Map.of())).isEmpty();
        assertThat(decide(List.of(), Map.of(), ORDERS)).isEmpty();
    }

    @Test
    void asksWhatIsMeant() {
        refused(
                "It is not clear which volume of 'stack.yml' is the clone of 'orders-db': the file declares data, cache;"
                        + " name it, for example volumes: [dbdata: 'orders-db']",
                List.of("data", "cache"),
                Map.of(),
                ORDERS);
        refused(
                "volumes: 'stack.yml' declares no volume 'dbdata'; it declares data",
                List.of("data"),
                Map.of("dbdata", "orders-db"),
                ORDERS);
        refused(
                "volumes: there is no clone 'sales' in this environment; it has dc-a-share-1, dc-a-share-2",
                List.of("data"),
                Map.of("data", "sales"),
                ORDERS,
                STOCK);
        refused(
                "volumes: several clones are of 'orders-db' in this environment; it has dc-a-share-1, dc-a-share-3",
                List.of("data"),
                Map.of("data", "orders-db"),
                ORDERS,
                new Candidate("dc-a-share-3", "orders-db"));
    }

    @Test
    void twoClonesOfOneSourceAreNotGuessedApart() {
        refused("several clones", List.of("orders_db"), Map.of(), ORDERS, new Candidate("dc-a-share-3", "orders-db"));
    }

    private static Map<String, Integer> decide(List<String> declared, Map<String, String> wanted, Candidate... clones)
            throws CloudException {
        return Mounts.decide("stack.yml", declared, wanted, List.of(clones));
    }

    private static void refused(
            String message, List<String> declared, Map<String, String> wanted, Candidate... clones) {
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> decide(declared, wanted, clones))
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.kind()).isEqualTo(CloudException.Kind.CONFIGURATION));
    }
}
