/**
 * What an author of a job can have done, whether a Pipeline step asks for it or a build step of a freestyle job: arguments
 * checked, work set going, results as values and variables, what a build waits for at the end. Knows builds and workspaces, but
 * neither Pipelines nor forms.
 */
package io.jenkins.plugins.dataclone.task;
