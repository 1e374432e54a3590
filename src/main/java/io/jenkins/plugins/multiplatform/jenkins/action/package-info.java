/** What is kept with a run. */
package io.jenkins.plugins.multiplatform.jenkins.action;
