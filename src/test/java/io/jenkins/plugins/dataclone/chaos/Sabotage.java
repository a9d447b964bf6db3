package io.jenkins.plugins.dataclone.chaos;

/**
 * The mistakes that would cost most, each made on purpose in the product's own code: one method does what a method of
 * {@link Acts} does instead. Each names the test that has to fail because of it, and what that test has to say.
 */
enum Sabotage {
    SKIP_THE_WRITE_AHEAD("ledger.Records", "write", "notAhead", Check.LOST, "killed at point", "left in the cloud"),
    FORGET_TO_RECORD_THE_ID("runtime.EnvironmentFile", "entry", "withoutId", Check.LOST, "not all gone after"),
    TREAT_AN_ACCEPTED_DELETE_AS_DONE("flow.Removal", "delete", "believed", Check.LOST, "taken for gone"),
    SWALLOW_A_FAILED_DELETE("flow.Removal", "advance", "swallowed", Check.REFUSED, "REFUSED at", "left in the cloud"),
    DELETE_THE_SNAPSHOT_BEFORE_THE_CLONE("flow.ReleaseFlow", "hasClones", "no", Check.LOST, "lost their snapshot"),
    RESUME_BY_CREATING_AGAIN(
            "flow.Provisioner", "findOrCreate", "createdAgain", Check.RESUMED, "killed at point", ": made");

    /** A test that has to notice; each is run with one life, which is enough. */
    enum Check {
        RESUMED(KillEverywhereTest.class, "aBuildThatLivesGoesOnAndMakesNothingTwice"),
        LOST(KillEverywhereTest.class, "whatABuildLeavesThatIsGoneIsGoneInTime"),
        REFUSED(FailedDeletesTest.class, "isTriedAgainUntilItIsDone");

        final String suite;
        final String test;

        Check(Class<?> suite, String test) {
            this.suite = suite.getName();
            this.test = test;
        }
    }

    private static final String PRODUCT = "io.jenkins.plugins.dataclone.";

    final String brokenClass;
    final String brokenMethod;
    final String act;
    final Check check;
    final String[] evidence;

    Sabotage(String brokenClass, String brokenMethod, String act, Check check, String... evidence) {
        this.brokenClass = PRODUCT + brokenClass;
        this.brokenMethod = brokenMethod;
        this.act = act;
        this.check = check;
        this.evidence = evidence;
    }
}
