package io.jenkins.plugins.dataclone.embedded;

/**
 * Something that exists on the cloud.
 *
 * @param kind what it is
 * @param id its id
 * @param name its name, or null
 * @param status its state in the service's words
 */
public record LivingObject(Kind kind, String id, String name, String status) {}
