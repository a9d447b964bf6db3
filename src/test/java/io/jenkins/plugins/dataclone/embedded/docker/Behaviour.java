package io.jenkins.plugins.dataclone.embedded.docker;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a container would do, as far as it can be told from its command without running it: {@code echo} and scripts that
 * end in {@code exit N} end, everything else runs on.
 *
 * @param exitCode how it ends, or null if it runs on
 * @param output what it wrote
 * @param checked whether it has a health check
 * @param healthy whether that passes
 */
record Behaviour(Integer exitCode, String output, boolean checked, boolean healthy) {
    private static final Pattern EXIT = Pattern.compile("exit (\\d+)");
    private static final Pattern ECHO = Pattern.compile("echo ([^;&|>]+)");

    static Behaviour of(JsonNode entrypoint, JsonNode command, JsonNode healthcheck, boolean sick) {
        List<String> words = new ArrayList<>(EngineState.texts(entrypoint));
        words.addAll(EngineState.texts(command));
        List<String> test = EngineState.texts(healthcheck.path("Test"));
        boolean checked = !test.isEmpty() && !test.get(0).equals("NONE");
        boolean healthy = checked && !sick && !test.get(test.size() - 1).equals("false");
        if (!words.isEmpty() && words.get(0).equals("echo")) {
            return new Behaviour(0, String.join(" ", words.subList(1, words.size())) + "\n", checked, healthy);
        }
        String script = words.size() == 3 && words.get(1).equals("-c") ? words.get(2) : "while";
        if (script.contains("while") || script.contains("exec ")) {
            return new Behaviour(null, "", checked, healthy);
        }
        StringBuilder output = new StringBuilder();
        Matcher echo = ECHO.matcher(script);
        while (echo.find()) {
            output.append(echo.group(1).trim()).append('\n');
        }
        Matcher exit = EXIT.matcher(script);
        return new Behaviour(exit.find() ? Integer.parseInt(exit.group(1)) : 0, output.toString(), checked, healthy);
    }
}
