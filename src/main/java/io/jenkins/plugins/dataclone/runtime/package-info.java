/**
 * What ties the core to a running controller: ledger files, listeners, periodic work, pools.
 */
package io.jenkins.plugins.dataclone.runtime;
