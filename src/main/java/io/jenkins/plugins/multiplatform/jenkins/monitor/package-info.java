/** What the page of all nodes shows of agents that build. */
package io.jenkins.plugins.multiplatform.jenkins.monitor;
