/** {@code bin/mpb}: the same run as in Jenkins, with addresses as nodes. Not part of the plugin. */
package io.jenkins.plugins.multiplatform.cli;
