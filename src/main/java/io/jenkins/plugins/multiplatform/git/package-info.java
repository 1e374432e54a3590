/** As much of Git's protocol as tells which commit a name stands for. */
package io.jenkins.plugins.multiplatform.git;
