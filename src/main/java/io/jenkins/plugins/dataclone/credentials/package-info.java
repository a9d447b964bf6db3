/**
 * The two ways to log in to Keystone, as credentials of Jenkins: the interfaces first, so that other credential providers
 * can implement them, then our own kinds. Source of the fields: Identity API v3, "Authentication and token management".
 */
package io.jenkins.plugins.dataclone.credentials;
