/** How a node gets a BuildKit: its Docker Engine's own, or one at an address. */
package io.jenkins.plugins.multiplatform.driver;
