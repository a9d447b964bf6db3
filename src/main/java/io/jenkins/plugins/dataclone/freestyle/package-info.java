/**
 * Build steps, a build wrapper and a post-build action for freestyle and other jobs whose builds hold an executor to the end:
 * thin adapters of the same tasks that Pipeline steps have done. They wait on the build's own thread, which an abort
 * interrupts. Such a build ends with Jenkins; what it owned goes as with any build that is not there any more.
 */
package io.jenkins.plugins.dataclone.freestyle;
