package io.jenkins.plugins.dataclone.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemoteStatusTest {
    @ParameterizedTest
    @CsvSource({
        "available, READY",
        "ACTIVE, READY",
        "creating, PENDING",
        "creating_from_snapshot, PENDING",
        "queued_to_apply, PENDING",
        "applying, PENDING",
        "reverting, PENDING",
        "error, FAILED",
        "reverting_error, FAILED",
        "deleting, DELETING",
        "denying, DELETING",
        "queued_to_deny, DELETING",
        "error_deleting, DELETE_FAILED",
        "a_word_of_the_next_release, PENDING",
        "'', PENDING"
    })
    void readsManilasWords(String word, RemoteStatus expected) {
        assertThat(RemoteStatus.ofManila(word)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "CREATE_COMPLETE, READY",
        "update_complete, READY",
        "CREATE_IN_PROGRESS, PENDING",
        "CREATE_FAILED, FAILED",
        "DELETE_IN_PROGRESS, DELETING",
        "DELETE_COMPLETE, DELETING",
        "DELETE_FAILED, DELETE_FAILED",
        "A_WORD_OF_THE_NEXT_RELEASE, PENDING"
    })
    void readsHeatsWords(String word, RemoteStatus expected) {
        assertThat(RemoteStatus.ofHeat(word)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "available, READY",
        "In-Use, READY",
        "creating, PENDING",
        "reserved, PENDING",
        "attaching, PENDING",
        "detaching, PENDING",
        "reverting, PENDING",
        "restoring, PENDING",
        "error, FAILED",
        "error_restoring, FAILED",
        "error_extending, FAILED",
        "deleting, DELETING",
        "error_deleting, DELETE_FAILED",
        "a_word_of_the_next_release, PENDING"
    })
    void readsCindersWords(String word, RemoteStatus expected) {
        assertThat(RemoteStatus.ofCinder(word)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "ACTIVE, READY",
        "SHUTOFF, READY",
        "BUILD, PENDING",
        "REBOOT, PENDING",
        "ERROR, FAILED",
        "DELETED, DELETING",
        "A_WORD_OF_THE_NEXT_RELEASE, PENDING"
    })
    void readsNovasWords(String word, RemoteStatus expected) {
        assertThat(RemoteStatus.ofNova(word)).isEqualTo(expected);
    }

    @Test
    void aMissingWordMeansNotYet() {
        assertThat(RemoteStatus.ofCinder(null)).isEqualTo(RemoteStatus.PENDING);
        assertThat(RemoteStatus.ofNova(null)).isEqualTo(RemoteStatus.PENDING);
        assertThat(RemoteStatus.ofManila(null)).isEqualTo(RemoteStatus.PENDING);
        assertThat(RemoteStatus.ofHeat(null)).isEqualTo(RemoteStatus.PENDING);
    }
}
