/** What administrators set: which agents build, and which label builds which platform. */
package io.jenkins.plugins.multiplatform.jenkins.config;
