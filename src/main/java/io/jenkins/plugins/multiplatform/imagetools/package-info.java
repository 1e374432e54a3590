/** What {@code docker buildx imagetools} does: looking at images in registries, and making one index of several. */
package io.jenkins.plugins.multiplatform.imagetools;
