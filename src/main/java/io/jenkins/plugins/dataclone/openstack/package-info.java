/**
 * OpenStack behind the {@code port} interfaces: openstack4j with an own transport, endpoint choice, login, Manila and
 * Magnum. No type of the library leaves this package.
 */
package io.jenkins.plugins.dataclone.openstack;
