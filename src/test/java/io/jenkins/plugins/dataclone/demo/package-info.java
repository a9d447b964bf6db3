/** The demonstration: a Jenkinsfile with the real steps, on the embedded cloud or on a real one. */
package io.jenkins.plugins.dataclone.demo;
