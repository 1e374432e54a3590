/** What daemons send back: folders and files of a build's result, written where nothing of them can get out. */
package io.jenkins.plugins.multiplatform.buildkit.output;
