package io.jenkins.plugins.dataclone.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExportLocationTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            10.0.0.5:/shares/abc                       | 10.0.0.5                    | /shares/abc
            nfs.example.org:/a:b                       | nfs.example.org             | /a:b
            [2001:db8::5]:/shares/abc                  | 2001:db8::5                 | /shares/abc
            2001:db8::5:/shares/abc                    | 2001:db8::5                 | /shares/abc
            10.0.0.5:/                                 | 10.0.0.5                    | /
            \\\\10.0.0.5\\share-abc                     | 10.0.0.5                    | /share-abc
            \\\\files.example.org\\a\\b                  | files.example.org           | /a/b
            //10.0.0.5/share-abc                       | 10.0.0.5                    | /share-abc
            10.0.0.1:6789,10.0.0.2:6789:/volumes/n/abc | 10.0.0.1:6789,10.0.0.2:6789 | /volumes/n/abc
            [fd00::1]:6789,[fd00::2]:6789:/volumes/abc | [fd00::1]:6789,[fd00::2]:6789 | /volumes/abc
            [fd00::1],[fd00::2]:/volumes/abc           | [fd00::1],[fd00::2]         | /volumes/abc
            gluster.example.org:/gv0/abc               | gluster.example.org         | /gv0/abc
            hdfs://namenode:8020/share-abc             | namenode:8020               | /share-abc
            hdfs://namenode:8020                       | namenode:8020               | /
            maprfs:///share-abc                        | ""                          | /share-abc
            somewhere                                  | ""                          | somewhere
            """)
    void isTakenApart(String location, String host, String path) {
        ExportLocation export = new ExportLocation(location, true);

        assertThat(export.host()).isEqualTo(host);
        assertThat(export.path()).isEqualTo(path);
    }
}
