/** The same build in a freestyle job. */
package io.jenkins.plugins.multiplatform.jenkins.freestyle;
