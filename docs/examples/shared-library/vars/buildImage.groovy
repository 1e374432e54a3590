/** Builds one image for several platforms under the tags that branch and commit give it. See buildImage.txt. */
def call(Map arguments) {
    def known = ['image', 'platforms', 'tags', 'commit', 'latestOn', 'push', 'build']
    def unknown = arguments.keySet().findAll { !(it in known) }
    if (unknown) {
        error "buildImage does not know ${unknown.join(', ')}; it knows ${known.join(', ')}"
    }
    if (!arguments.image) {
        error "buildImage needs image, such as image: 'registry.example.com/team/app'"
    }

    def push = arguments.push == null ? !env.CHANGE_ID : arguments.push
    def names = tagNames(arguments)
    def settings = [
        platforms: arguments.platforms ?: ['linux/amd64', 'linux/arm64'],
        tags: names.collect { "${arguments.image}:${it}".toString() },
        push: push
    ] + (arguments.build ?: [:])

    def result = multiPlatformBuild(settings)
    if (settings.dryRun) {
        return result
    }
    for (p in result.platforms) {
        echo "${p.platform} built on ${p.node} (${p.strategy}) in ${p.seconds} s ${p.digest}"
    }
    if (result.digest) {
        echo "${result.tags.join(', ')} is ${result.digest}"
    }
    return result
}

/** The branch, the commit, "latest" on one branch, and what the caller adds. */
private List<String> tagNames(Map arguments) {
    def names = []
    if (env.BRANCH_NAME) {
        names << tagName(env.BRANCH_NAME)
    }
    def commit = arguments.commit ?: env.GIT_COMMIT
    if (commit) {
        names << commit.take(12)
    }
    if (env.BRANCH_NAME && env.BRANCH_NAME == (arguments.latestOn ?: 'main')) {
        names << 'latest'
    }
    names.addAll(arguments.tags ?: [])
    if (!names) {
        error 'buildImage found no tag: there is no BRANCH_NAME and no commit, so give tags'
    }
    return names.unique()
}

/** A tag has up to 128 letters, digits, "_", "." and "-", and begins with neither of the last two. */
private String tagName(String branch) {
    return branch.replaceAll('[^A-Za-z0-9_.-]', '-').replaceFirst('^[.-]+', '').take(128)
}
