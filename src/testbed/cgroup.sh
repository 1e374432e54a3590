# shellcheck shell=bash
# Folders that ended containers leave in the cgroup hierarchies. The engines put theirs below one folder per bed; buildx
# always uses docker/buildx. Only empty folders can be removed: whoever uses one keeps it.

bed_cgroup() { echo "mpb-testbed-$(bed_id)"; }

cgroup_folders() { find /sys/fs/cgroup -maxdepth 2 -type d -name "$1" 2>/dev/null; }

remove_cgroups() {
  local top
  for top in $(cgroup_folders "$(bed_cgroup)"); do
    await 30 find "$top" -depth -type d -exec rmdir {} + || say "testbed: $top is still in use"
  done
}

remove_buildx_cgroups() {
  local top
  for top in $(cgroup_folders docker); do
    find "$top" -mindepth 2 -maxdepth 2 -path '*/buildx/*' -type d -exec rmdir {} + 2>/dev/null || true
  done
}

# remove_new_cgroups FILE: the folders named docker that this list of earlier ones lacks
remove_new_cgroups() {
  local top
  for top in $(cgroup_folders docker | grep -vxFf "$1"); do
    find "$top" -depth -type d -exec rmdir {} + 2>/dev/null || true
  done
}
