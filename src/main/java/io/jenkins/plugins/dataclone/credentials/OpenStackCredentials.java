package io.jenkins.plugins.dataclone.credentials;

import com.cloudbees.plugins.credentials.common.StandardCredentials;

/**
 * Something to log in to Keystone with: {@link OpenStackPasswordCredentials} or
 * {@link OpenStackApplicationCredentials}.
 */
public interface OpenStackCredentials extends StandardCredentials {}
