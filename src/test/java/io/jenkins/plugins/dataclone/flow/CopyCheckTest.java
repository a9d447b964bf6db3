package io.jenkins.plugins.dataclone.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.dataclone.fake.TestBed;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CopyCheckTest {
    private final List<Resource> clones = new ArrayList<>();

    @Test
    void callsOutATimeThatGrowsWithTheSize() {
        took(1, 11, 12);
        took(5, 50, 62);

        assertThat(CopyCheck.fullCopies(clones))
                .hasToString("Optional[clones of 1 GiB took 11 s, those of 5 GiB 56 s]");
    }

    @Test
    void isSilentAboutThinClones() {
        took(1, 11, 20, 8);
        took(100, 12, 21, 14);

        assertThat(CopyCheck.fullCopies(clones)).isEmpty();
    }

    @Test
    void clonesOfOneSizeProveNothing() {
        took(100, 300, 310, 290);

        assertThat(CopyCheck.fullCopies(clones)).isEmpty();
    }

    @Test
    void aSingleSlowCloneProvesNothing() {
        took(1, 11, 12);
        took(5, 80);

        assertThat(CopyCheck.fullCopies(clones)).isEmpty();
    }

    @Test
    void sizesThatAreCloseProveNothing() {
        took(10, 20, 20);
        took(20, 40, 41);

        assertThat(CopyCheck.fullCopies(clones)).isEmpty();
    }

    @Test
    void whatTakesSecondsEitherWayIsNotWorthAWord() {
        took(1, 1, 1);
        took(5, 5, 6);

        assertThat(CopyCheck.fullCopies(clones)).isEmpty();
    }

    @Test
    void whatNeverGotReadyDoesNotCount() {
        took(1, 11, 12);
        took(5, 50);
        clones.add(Resource.planned(ResourceKind.SHARE, "lab", "x", Map.of(CloneFlow.SIZE, "5"))
                .requested(TestBed.START)
                .created("id"));

        assertThat(CopyCheck.fullCopies(clones)).isEmpty();
        assertThat(CopyCheck.fullCopies(List.of())).isEmpty();
    }

    private void took(int sizeGiB, Integer... seconds) {
        Arrays.stream(seconds)
                .forEach(took -> clones.add(Resource.planned(
                                ResourceKind.SHARE,
                                "lab",
                                "share-" + clones.size(),
                                Map.of(CloneFlow.SIZE, Integer.toString(sizeGiB)))
                        .requested(TestBed.START)
                        .created("id-" + clones.size())
                        .ready(TestBed.START.plusSeconds(took))));
    }
}
