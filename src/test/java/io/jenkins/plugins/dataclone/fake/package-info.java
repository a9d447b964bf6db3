/** What tests put in place of the outside: a clock, a cloud, an engine and a disk that do what the test says. */
package io.jenkins.plugins.dataclone.fake;
