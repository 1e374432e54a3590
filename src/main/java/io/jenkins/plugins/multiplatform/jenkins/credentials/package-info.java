/** Registry credentials of Jenkins: found in the context of a run, tracked, and answered to agents on demand. */
package io.jenkins.plugins.multiplatform.jenkins.credentials;
