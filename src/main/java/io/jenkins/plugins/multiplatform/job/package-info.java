/** What a continuous integration server needs around a run, without needing the server: arguments, checks, texts. */
package io.jenkins.plugins.multiplatform.job;
