/** What runs on an agent: the same engine as on the command line, with the run's log and the controller's answers. */
package io.jenkins.plugins.multiplatform.jenkins.agent;
