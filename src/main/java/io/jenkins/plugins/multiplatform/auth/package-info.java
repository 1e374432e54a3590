/** Who we are to a registry: credentials, the challenges registries answer with, and the tokens got for them. */
package io.jenkins.plugins.multiplatform.auth;
