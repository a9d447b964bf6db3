/**
 * State machines: clone, bay, deploy, release. One {@code advance()} makes a few bounded calls and says when to come back;
 * no thread waits. Where a machine stands is read from the ledger, so after a restart it goes on by itself.
 */
package io.jenkins.plugins.dataclone.flow;
