/** Images as registries keep them: references, digests, descriptors and documents, read safely, written byte-exactly. */
package io.jenkins.plugins.multiplatform.image;
