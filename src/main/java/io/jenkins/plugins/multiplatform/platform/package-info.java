/** Platforms by containerd's rules: what a user may write, what it means, and which platform can stand in for which. */
package io.jenkins.plugins.multiplatform.platform;
