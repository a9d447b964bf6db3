/**
 * A program of its own: takes away what is left in clouds after its time, when no controller does it any more. It reads tags, has no
 * ledger that outlives it, and shares the orphan scan's and the release flow's rules.
 */
package io.jenkins.plugins.dataclone.sweeper;
