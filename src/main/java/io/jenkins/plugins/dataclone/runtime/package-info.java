/**
 * Wiring: the ledger's files, worker threads, listeners and periodic work, and the one place that brings core, adapters and
 * Jenkins together. Steps talk to {@link io.jenkins.plugins.dataclone.runtime.DataCloneRuntime} only.
 */
package io.jenkins.plugins.dataclone.runtime;
