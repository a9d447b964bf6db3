package io.jenkins.plugins.dataclone.config;

import java.util.Optional;

/** Stops at the first rule that is broken and says of which object and field. */
final class Problems {
    private final String object;

    /** @param object what is judged, for the sentence: {@code cloud 'lab'} */
    Problems(String object) {
        this.object = object;
    }

    /**
     * @param field name of the field as the form and Configuration as Code call it
     * @throws IllegalArgumentException with a sentence for users if there is a problem
     */
    Problems check(String field, Optional<String> problem) {
        if (problem.isPresent()) {
            throw new IllegalArgumentException(object + ", " + field + ": " + problem.get());
        }
        return this;
    }
}
