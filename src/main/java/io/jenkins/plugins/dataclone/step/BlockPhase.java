package io.jenkins.plugins.dataclone.step;

/** Where a block stands; decides what a restart goes on with. */
enum BlockPhase {
    PREPARE,
    BODY,
    RELEASE
}
