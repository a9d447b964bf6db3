package io.jenkins.plugins.dataclone.config;

import io.jenkins.plugins.dataclone.model.AddressRange;
import io.jenkins.plugins.dataclone.model.Grantee;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Judges whom an administrator lets in. Manila takes an address or a CIDR without host bits; the names of users, certificates
 * and Ceph ids have rules of their own.
 */
final class AccessList {
    /** What Manila takes for a user or group; it is kept a little stricter, so that nothing has to be quoted anywhere. */
    private static final Pattern USER = Pattern.compile("[A-Za-z0-9_.@$-]{4,255}");
    /** A common name is 64 characters at the most. */
    private static final Pattern COMMON_NAME = Pattern.compile("[^\\p{Cntrl},]{1,64}");
    /** Manila takes printable ASCII without {@code =}. */
    private static final Pattern CEPH_ID = Pattern.compile("[A-Za-z0-9_.@-]{1,255}");
    /** An id of a user of Ceph's own, which Manila refuses too: its key opens the whole storage. */
    private static final String CEPH_ADMIN = "admin";

    private AccessList() {}

    static List<Grantee> grantees(List<String> entries) {
        return entries.stream().map(Grantee::parse).toList();
    }

    /** What is wrong with an entry, or empty. */
    static Optional<String> problem(String entry) {
        Grantee grantee = Grantee.parse(entry);
        String name = grantee.name();
        return switch (grantee.kind()) {
            case ADDRESS -> addressProblem(name);
            case BAY -> Optional.empty();
            case NETWORK -> name.isEmpty() ? Optional.of(Messages.AccessList_NoNetwork()) : Optional.empty();
            case USER ->
                USER.matcher(name).matches() ? Optional.empty() : Optional.of(Messages.AccessList_NotAUser(name));
            case CERT ->
                COMMON_NAME.matcher(name).matches()
                        ? Optional.empty()
                        : Optional.of(Messages.AccessList_NotACommonName(name));
            case CEPHX ->
                CEPH_ID.matcher(name).matches() && !name.equals(CEPH_ADMIN)
                        ? Optional.empty()
                        : Optional.of(Messages.AccessList_NotACephId(name));
        };
    }

    private static Optional<String> addressProblem(String entry) {
        Optional<AddressRange> range = AddressRange.parse(entry);
        if (range.isEmpty()) {
            return Optional.of(Messages.AccessList_NotAnAddress(entry));
        }
        return range.get().hasHostBits() ? Optional.of(Messages.AccessList_HostBits(entry)) : Optional.empty();
    }

    /** Whether an entry lets in more than any one organisation owns. What is no address at all counts as open. */
    static boolean isOpen(String entry) {
        Grantee grantee = Grantee.parse(entry);
        return grantee.kind() == Grantee.Kind.ADDRESS
                && AddressRange.parse(grantee.name()).map(AddressRange::isOpen).orElse(true);
    }
}
