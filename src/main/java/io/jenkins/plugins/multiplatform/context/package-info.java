/** The build context: which files of a folder BuildKit is sent, in which order, with which attributes. */
package io.jenkins.plugins.multiplatform.context;
