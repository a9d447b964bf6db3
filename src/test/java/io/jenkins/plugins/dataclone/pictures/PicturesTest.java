package io.jenkins.plugins.dataclone.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The pictures of the documentation are those that the code here draws. To write them anew:
 * {@code mvn -q test -Dtest=PicturesTest -Dpictures=write}
 */
class PicturesTest {
    private static final Path FOLDER = Path.of("docs/images");

    @Test
    void thePicturesAreUpToDate() throws IOException {
        Map<String, String> pictures =
                Map.of("run-light.svg", RunPicture.draw(Palette.LIGHT), "run-dark.svg", RunPicture.draw(Palette.DARK));
        if ("write".equals(System.getProperty("pictures"))) {
            for (Map.Entry<String, String> picture : pictures.entrySet()) {
                Files.writeString(FOLDER.resolve(picture.getKey()), picture.getValue());
            }
        }

        for (Map.Entry<String, String> picture : pictures.entrySet()) {
            assertThat(FOLDER.resolve(picture.getKey())).hasContent(picture.getValue());
        }
    }
}
