/** Why running work is cancelled, and by whom: one place where an interrupt is sent, and one where it is cleared. */
package io.jenkins.plugins.multiplatform.concurrent;
