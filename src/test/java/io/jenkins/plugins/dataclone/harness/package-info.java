/**
 * Runs the real steps outside Jenkins: builds, a Pipeline thread, step contexts that survive a restart, and the real runtime on
 * real files, in front of the embedded cloud.
 */
package io.jenkins.plugins.dataclone.harness;
