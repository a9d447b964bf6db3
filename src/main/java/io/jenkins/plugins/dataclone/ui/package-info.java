/**
 * What people see in Jenkins: the page of environments, what a build tells of its own, monitors for administrators, commands. Reads
 * the ledger and asks the runtime; decides nothing but who may see and do what.
 */
package io.jenkins.plugins.dataclone.ui;
