/** SSH agents for steps that mount one: sockets of real agents, and key files that are answered for here. */
package io.jenkins.plugins.multiplatform.buildkit.ssh;
