/**
 * Carries a run's context from the machine that has it (W, the workspace's agent) to the one that builds (N, the node's
 * agent), and the outputs back, through a third that only forwards (C, the controller), for agents have no connection to each other.
 *
 * <p>A link is a stream of {@link io.jenkins.plugins.multiplatform.relay.Frame frames} in each direction. What may be
 * on its way is bounded by credits from end to end, so that nothing between has to hold more than a known number of
 * bytes, and nobody is ever blocked who hands bytes over: in Jenkins that is the one thread that serves all pipes of
 * a channel, other builds' logs included.
 */
package io.jenkins.plugins.multiplatform.relay;
