/**
 * An OpenStack in this process, for tests and for the demo; never shipped.
 *
 * <p>Front: {@link io.jenkins.plugins.dataclone.embedded.EmbeddedCloud} (start, look at, put in, break),
 * {@code CloudServer} (HTTP), {@code Service} and {@code Router} (what all services share). One class per service
 * ({@code Keystone}, {@code Manila}, {@code Cinder}, {@code Magnum}, {@code Heat}, {@code Neutron}, {@code Nova},
 * {@code Glance}) with helpers of the same first name. State: {@code CloudState}, {@code Store}, {@code Table} and one
 * small class per kind of object. Time: {@code Timeline} runs what is due when somebody looks, nothing runs by itself.
 * Certificates: {@code CertificateAuthority} on {@code Der}, because clusters need real ones.
 *
 * <p>{@code SampleContractTest} replays the recorded calls in {@code src/test/resources/samples} as the texts in
 * {@code src/test/resources/scenarios} say, so that a change here that no real cloud would make fails a test.
 */
package io.jenkins.plugins.dataclone.embedded;
