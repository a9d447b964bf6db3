/**
 * The Pipeline steps: thin adapters between a Jenkinsfile and the flows. Nothing here waits on a thread or calls a cloud on the
 * thread that runs Pipelines; what a step has to remember over a restart are ids and names.
 */
package io.jenkins.plugins.dataclone.step;
