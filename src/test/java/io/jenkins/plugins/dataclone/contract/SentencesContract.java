package io.jenkins.plugins.dataclone.contract;

import io.jenkins.plugins.dataclone.ErrorTable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** Every error of one kind is in a table of docs/operations.md with its cause and its cure, and nothing else is in there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SentencesContract {
    private final String heading;
    private int tests;
    ErrorTable table;
    EmbeddedBed bed;

    /** @param heading of the table */
    SentencesContract(String heading) {
        this.heading = heading;
    }

    @BeforeAll
    void readThePage() {
        table = ErrorTable.under(heading);
    }

    @AfterAll
    void nothingElseIsOnThePage() {
        table.hasNothingElse(getClass(), tests);
    }

    @BeforeEach
    void open() throws Exception {
        tests++;
        bed = new EmbeddedBed();
    }

    @AfterEach
    void close() {
        bed.close();
    }
}
