/** As much of Go's text/template as {@code --format} needs, over values that print and marshal as Go's. */
package io.jenkins.plugins.multiplatform.imagetools.template;
