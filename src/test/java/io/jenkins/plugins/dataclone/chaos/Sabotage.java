package io.jenkins.plugins.dataclone.chaos;

import java.util.Map;

/**
 * The mistakes that would cost most, each made on purpose in the product's own code: methods of a class do what methods of
 * {@link Acts} do instead. Each names the test that has to fail because of it, and what that test has to say.
 */
enum Sabotage {
    SKIP_THE_WRITE_AHEAD(
            "ledger.Records", Map.of("write", "notAhead"), Check.LOST, "killed at point", "left in the cloud"),
    FORGET_TO_RECORD_THE_ID("runtime.EnvironmentFile", Map.of("entry", "withoutId"), Check.LOST, "not all gone after"),
    TREAT_AN_ACCEPTED_DELETE_AS_DONE("flow.Removal", Map.of("delete", "believed"), Check.LOST, "taken for gone"),
    DELETE_AT_FIRST_SIGHTING(
            "ledger.OrphanScan", Map.of("isSeenTwice", "yes"), Check.LEDGER_AWAY, "what its build has"),
    IGNORE_THE_CONTROLLER_IDENTITY(
            "ledger.Standing", Map.of("identity", "gullible", "isFrozen", "no"), Check.LEDGER_LOST, "what others own"),
    SWALLOW_A_FAILED_DELETE(
            "flow.Removal", Map.of("advance", "swallowed"), Check.REFUSED, "REFUSED at", "left in the cloud"),
    DELETE_THE_SNAPSHOT_BEFORE_THE_CLONE(
            "flow.ReleaseFlow", Map.of("hasClones", "no"), Check.LOST, "lost their snapshot"),
    RESUME_BY_CREATING_AGAIN(
            "flow.Provisioner", Map.of("findOrCreate", "createdAgain"), Check.RESUMED, "killed at point", ": made");

    /** A test that has to notice; each is run with one life, which is enough. */
    enum Check {
        RESUMED(KillEverywhereTest.class, "aBuildThatLivesGoesOnAndMakesNothingTwice"),
        LOST(KillEverywhereTest.class, "whatABuildLeavesThatIsGoneIsGoneInTime"),
        REFUSED(FailedDeletesTest.class, "isTriedAgainUntilItIsDone"),
        LEDGER_LOST(LostLedgerTest.class, "whatItKnewIsFoundAndRemoved"),
        LEDGER_AWAY(LostLedgerTest.class, "itIsAwayForAMomentAndNothingIsLost");

        final String suite;
        final String test;

        Check(Class<?> suite, String test) {
            this.suite = suite.getName();
            this.test = test;
        }
    }

    private static final String PRODUCT = "io.jenkins.plugins.dataclone.";

    final String brokenClass;
    /** By broken method, what is done in its place. */
    final Map<String, String> acts;

    final Check check;
    final String[] evidence;

    Sabotage(String brokenClass, Map<String, String> acts, Check check, String... evidence) {
        this.brokenClass = PRODUCT + brokenClass;
        this.acts = acts;
        this.check = check;
        this.evidence = evidence;
    }
}
