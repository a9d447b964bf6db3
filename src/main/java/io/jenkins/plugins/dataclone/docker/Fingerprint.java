package io.jenkins.plugins.dataclone.docker;

import io.jenkins.plugins.dataclone.model.Sha256;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A short hash of values, to see whether what runs is what the file says. Records are taken apart, lines of the file left
 * out: a comment added above a service does not restart it.
 */
final class Fingerprint {
    private final MessageDigest digest = Sha256.begin();

    /** 16 hexadecimal digits. */
    static String of(Object... values) {
        Fingerprint fingerprint = new Fingerprint();
        fingerprint.add(List.of(values));
        return HexFormat.of().formatHex(fingerprint.digest.digest(), 0, 8);
    }

    private void add(Object value) {
        if (value instanceof Record row) {
            mark('{');
            for (RecordComponent component : row.getClass().getRecordComponents()) {
                if (!component.getName().equals("line")) {
                    try {
                        add(component.getAccessor().invoke(row));
                    } catch (ReflectiveOperationException e) {
                        throw new IllegalStateException("cannot read " + component, e);
                    }
                }
            }
        } else if (value instanceof Map<?, ?> map) {
            mark('[');
            map.forEach((key, item) -> {
                add(key);
                add(item);
            });
        } else if (value instanceof Iterable<?> items) {
            mark('(');
            items.forEach(this::add);
        } else if (value instanceof Optional<?> optional) {
            optional.ifPresentOrElse(this::add, () -> mark('?'));
        } else if (value instanceof byte[] bytes) {
            mark('b');
            mark((char) bytes.length);
            digest.update(bytes);
        } else {
            byte[] text = String.valueOf(value).getBytes(StandardCharsets.UTF_8);
            mark('s');
            mark((char) text.length);
            digest.update(text);
            return;
        }
        mark('.');
    }

    private void mark(char c) {
        digest.update((byte) (c >> 8));
        digest.update((byte) c);
    }
}
