# shellcheck shell=bash
# A git server with a stand-in of the repository that the seeds build from, and the source policy that leads there, so that
# `ADD https://github.com/dvdksn/buildme.git#eb6279e0…` stays as it is in the Dockerfile.

SEED_REPOSITORY=github.com/dvdksn/buildme.git
SEED_COMMIT=eb6279e0ad8a10003718656c6867539bd9426ad8
SOURCE_POLICY=$STATE/source-policy.json

repository() { once git "$(digest_of "$PARTS/git.sh" "$PARTS"/buildme/*)" make_repository; }

make_repository() {
  local bare=$STATE/git/buildme.git work=$STATE/work/buildme
  rm -rf "$bare" "$work"
  mkdir -p "$work" "$STATE/git"
  cp "$PARTS"/buildme/* "$work/"
  own_git init -q --bare -b main "$bare"
  # BuildKit fetches a commit by its name.
  own_git -C "$bare" config uploadpack.allowAnySHA1InWant true
  own_git -C "$work" init -q -b main
  own_git -C "$work" add .
  own_git -C "$work" commit -q -m 'Serve the architecture'
  own_git -C "$work" push -q "$bare" main
  rm -rf "$work"
}

# The same names and times everywhere: the commit has one digest.
own_git() {
  env -u GIT_DIR -u GIT_WORK_TREE GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null GIT_AUTHOR_NAME=testbed GIT_AUTHOR_EMAIL=testbed@localhost \
    GIT_COMMITTER_NAME=testbed GIT_COMMITTER_EMAIL=testbed@localhost GIT_AUTHOR_DATE='2024-01-01T00:00:00Z' \
    GIT_COMMITTER_DATE='2024-01-01T00:00:00Z' git "$@"
}

git_url() { echo "git://127.0.0.1:$PORT_GIT/buildme.git"; }
git_commit() { own_git --git-dir "$STATE/git/buildme.git" rev-parse main; }

# Not EXACT: engines up to BuildKit 0.25 keep the old identifier then.
start_git() {
  repository
  cat >"$SOURCE_POLICY.new" <<JSON
{
  "version": 1,
  "rules": [
    {
      "action": "CONVERT",
      "selector": {"identifier": "git://$SEED_REPOSITORY#$SEED_COMMIT", "match_type": "WILDCARD"},
      "updates": {"identifier": "$(git_url)#$(git_commit)", "attrs": {"git.fullurl": "$(git_url)"}}
    }
  ]
}
JSON
  mv "$SOURCE_POLICY.new" "$SOURCE_POLICY"
  ! alive git || return 0
  claim_port git "$PORT_GIT"
  # `git daemon` itself would fork: this is the program behind it.
  daemon git "$(git --exec-path)/git-daemon" --reuseaddr --listen=127.0.0.1 --port="$PORT_GIT" --base-path="$STATE/git" --export-all
  await_daemon git 50 listening "$PORT_GIT"
}
