/** Which node builds which platform, how, and why: decided before anything is built. */
package io.jenkins.plugins.multiplatform.plan;
