/** Jenkins' agents as the nodes of a run: who may be used, places on them, calls to them. */
package io.jenkins.plugins.multiplatform.jenkins.fleet;
