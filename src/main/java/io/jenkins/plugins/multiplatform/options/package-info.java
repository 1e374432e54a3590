/** What a build can be told besides its context and platforms, read from texts by buildx's rules and in its words. */
package io.jenkins.plugins.multiplatform.options;
