package io.jenkins.plugins.dataclone.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One request with its answer as recorded on a real cloud. */
record RecordedCall(
        String name,
        String method,
        String service,
        String path,
        Map<String, String> requestHeaders,
        String requestBody,
        int status,
        Map<String, String> headers,
        JsonNode body) {

    /** Where the services of the recorded cloud listened. */
    static final Map<String, String> PORTS = Map.of(
            "5000", "identity",
            "8786", "share",
            "8776", "volume",
            "8004", "orchestration",
            "9511", "container-infra",
            "9696", "network",
            "8774", "compute",
            "9292", "image",
            "8778", "placement");

    private static final Pattern STATUS = Pattern.compile("(?m)^HTTP/1\\.1 (\\d+) .*$");

    static RecordedCall load(String name) {
        try (InputStream in = RecordedCall.class.getResourceAsStream("/samples/" + name + ".http")) {
            if (in == null) {
                throw new AssertionError("There is no sample " + name);
            }
            return parse(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static RecordedCall parse(String name, String text) throws IOException {
        Matcher answer = STATUS.matcher(text);
        if (!answer.find()) {
            throw new AssertionError("Sample " + name + " has no answer");
        }
        String request = text.substring(0, answer.start());
        String response = text.substring(answer.end()).stripLeading();
        int blank = request.indexOf("\n\n");
        String head = blank < 0 ? request : request.substring(0, blank);
        String body = blank < 0 ? "" : request.substring(blank).strip();
        String[] line = head.lines().findFirst().orElseThrow().split(" ");
        Map<String, String> asked = headers(head.substring(head.indexOf('\n') + 1));
        String host = asked.remove("host");
        int end = response.indexOf("\n\n");
        String answerHead = end < 0 ? response : response.substring(0, end);
        String answerBody = end < 0 ? "" : response.substring(end).strip();
        JsonNode json =
                answerBody.isEmpty() || answerBody.startsWith("<") ? Json.parse(new byte[0]) : Json.parse(answerBody);
        return new RecordedCall(
                name,
                line[0],
                PORTS.get(host.substring(host.indexOf(':') + 1)),
                line[1],
                asked,
                body,
                Integer.parseInt(answer.group(1)),
                headers(answerHead),
                json);
    }

    private static Map<String, String> headers(String lines) {
        Map<String, String> headers = new LinkedHashMap<>();
        lines.lines().filter(line -> line.contains(": ")).forEach(line -> {
            int colon = line.indexOf(": ");
            headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 2));
        });
        return headers;
    }
}
