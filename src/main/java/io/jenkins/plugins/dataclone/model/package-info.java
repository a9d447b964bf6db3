/**
 * Immutable values of the domain: environments, resources, owners, requests and results. Free of Jenkins and of every
 * library, so that the ledger and the flows can be read and tested alone.
 */
package io.jenkins.plugins.dataclone.model;
