/** The Jenkins plugin: thin adapters around the engine. */
package io.jenkins.plugins.multiplatform.jenkins;
