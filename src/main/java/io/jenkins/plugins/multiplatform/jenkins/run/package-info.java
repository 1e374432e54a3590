/** One build in a run, whichever way it was asked for: as a Pipeline step or in a freestyle job. */
package io.jenkins.plugins.multiplatform.jenkins.run;
