package io.jenkins.plugins.dataclone.port;

/**
 * How far Heat has come with a stack, those nested in it counted too.
 *
 * @param complete resources that are complete
 * @param total all resources known so far
 * @param current a resource in progress, or null
 * @param failure the first failed resource with its own reason, or null
 */
public record StackProgress(int complete, int total, String current, String failure) {}
