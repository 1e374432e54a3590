package io.jenkins.plugins.multiplatform.git;

/**
 * What a name in a repository stands for.
 *
 * @param id the commit's
 * @param ref full name of the branch, tag or other reference; {@code HEAD} for the default branch
 * @param isAmbiguous whether the name is a branch and also a tag of another commit, which Git's programs confuse
 */
public record GitCommit(String id, String ref, boolean isAmbiguous) {}
