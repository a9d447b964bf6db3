/**
 * Compose files: reading, checking and completing them, without any engine. Source of the format: the Compose
 * Specification (compose-spec/compose-spec, {@code spec.md}, 2024). Whatever cannot be deployed is refused with file, line
 * and key, all problems of a file at once.
 */
package io.jenkins.plugins.dataclone.docker.compose;
