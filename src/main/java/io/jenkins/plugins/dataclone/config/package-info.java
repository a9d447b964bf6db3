/**
 * What the administrator configures: clouds, data sources and bay templates, the forms for them, and the look-ups by which
 * steps turn names into requests. Authors of jobs give names only; everything they may not choose is decided here.
 */
package io.jenkins.plugins.dataclone.config;
