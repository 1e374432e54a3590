/** What a daemon may ask of its client during a build: files, registry credentials, and whether it is still there. */
package io.jenkins.plugins.multiplatform.buildkit.session;
