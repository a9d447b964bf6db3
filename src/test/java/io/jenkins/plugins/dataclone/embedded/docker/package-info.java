/**
 * A Docker engine look-alike over real HTTP, for machines without an engine: the subset of the Docker Engine API v1.41 that
 * deployments use, for a swarm manager and for a plain engine. It runs nothing. The contract test of the deployer runs on
 * it and on a real engine alike.
 */
package io.jenkins.plugins.dataclone.embedded.docker;
