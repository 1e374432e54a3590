/** The Pipeline steps and what they return. */
package io.jenkins.plugins.multiplatform.jenkins.step;
