/**
 * Docker: applications on a swarm or on a plain engine, through docker-java. Source of the protocol: Docker Engine API
 * v1.41 to v1.50. Nothing outside this package sees the library.
 */
package io.jenkins.plugins.dataclone.docker;
