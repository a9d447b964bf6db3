/** Pipelines on a real controller, in front of the embedded cloud. */
package io.jenkins.plugins.dataclone.pipeline;
