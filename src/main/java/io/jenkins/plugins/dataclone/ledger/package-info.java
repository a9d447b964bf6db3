/**
 * The durable record of all environments: what was asked of the clouds, written before it is asked. Pure logic with an
 * injected clock and store; the files live elsewhere.
 */
package io.jenkins.plugins.dataclone.ledger;
