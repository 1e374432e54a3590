package io.jenkins.plugins.multiplatform.plan;

import io.jenkins.plugins.multiplatform.builder.BuilderNode;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.io.Serializable;

/**
 * One platform's place.
 *
 * @param driver by which the node is reached
 * @param reason why this node and this strategy, as a phrase for logs and results
 */
public record PlannedPlatform(Platform platform, String driver, BuilderNode node, Strategy strategy, String reason)
        implements Serializable {}
