/** The run: from a request to a tag that names every platform. */
package io.jenkins.plugins.multiplatform.build;
