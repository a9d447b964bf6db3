package io.jenkins.plugins.dataclone.port;

/** One configured OpenStack. Cheap to hold; services are looked up in the catalog at the first call. Thread-safe. */
public interface Cloud {
    /** The administrator's name for it, used in messages. */
    String name();

    Shares shares();

    Volumes volumes();

    Servers servers();

    Clusters clusters();

    Stacks stacks();

    Networks networks();

    Quotas quotas();
}
