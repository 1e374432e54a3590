# shellcheck shell=bash
# Debian packages of any release and architecture, unpacked into a folder: no chroot, no maintainer scripts, nothing
# installed on the host. The mirror is the one that the host's own apt uses, its signature is checked as usual.

debian_mirror() {
  local mirror
  # shellcheck disable=SC2016  # apt's own placeholder
  mirror=$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 'Origin: Debian' 'Label: Debian' | sort -u | head -n 1)
  [ -n "$mirror" ] || { echo "the host's apt names no Debian mirror" >&2; return 1; }
  echo "$mirror"
}

# private TOOL SUITE ARCH ARGUMENTS...: apt-get or apt-cache with lists, cache and an empty package status of its own
private() {
  local tool=$1 dir="$STATE/apt/$2-$3" arch=$3
  shift 3
  "$tool" -q -o "Dir::State=$dir" -o "Dir::State::lists=$dir/lists" -o "Dir::State::status=$dir/status" \
    -o "Dir::Cache=$dir/cache" -o "Dir::Etc::sourcelist=$dir/sources.list" -o "Dir::Etc::sourceparts=$dir/none" \
    -o "Dir::Etc::preferences=$dir/none/preferences" -o "Dir::Etc::preferencesparts=$dir/none" \
    -o Dir::Cache::pkgcache=pkgcache.bin -o Dir::Cache::srcpkgcache=srcpkgcache.bin \
    -o "APT::Architecture=$arch" -o "APT::Architectures::=$arch" -o Acquire::Languages=none \
    -o APT::Install-Recommends=false -o Acquire::Retries=3 -o APT::Sandbox::User=root "$@"
}

# apt_lists SUITE ARCH: fetches the package lists, once an hour at most
apt_lists() {
  local dir="$STATE/apt/$1-$2"
  mkdir -p "$dir/lists/partial" "$dir/cache/archives/partial" "$dir/none/partial"
  # Two steps may want packages of one release at once; apt's own locks would end the second.
  (flock 7; fetch_lists "$1" "$2" "$dir") 7>"$dir/lock"
}

fetch_lists() {
  [ -z "$(find "$3/updated" -mmin -60 2>/dev/null)" ] || return 0
  : >"$3/status"
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $(debian_mirror) $1 main" >"$3/sources.list"
  private apt-get "$1" "$2" update -o APT::Update::Error-Mode=any
  touch "$3/updated"
}

# unpack SUITE ARCH FOLDER PACKAGE...: with what they depend on. Packages that the release lacks are left out: whoever
# needs one looks whether its program is there.
unpack() {
  local suite=$1 arch=$2 target=$3 dir="$STATE/apt/$1-$2"
  shift 3
  mkdir -p "$target"
  usrmerge "$target"
  apt_lists "$suite" "$arch"
  (flock 7; download "$suite" "$arch" "$target.uris" "$@") 7>"$dir/lock"
  # shellcheck disable=SC2016  # expanded by the inner shell
  awk "/^'/ { print \$2 }" "$target.uris" | (cd "$dir/cache/archives" && xargs -P 2 -I{} sh -euc \
    'dpkg-deb --fsys-tarfile "$1" | tar -x --keep-directory-symlink -C "$2"' _ {} "$target")
  rm -f "$target.uris"
}

# download SUITE ARCH LIST PACKAGE...: fetches the archives and writes apt's list of all of them
download() {
  local suite=$1 arch=$2 list=$3 packages
  shift 3
  mapfile -t packages < <(private apt-cache "$suite" "$arch" pkgnames | grep -Fx -f <(printf '%s\n' "$@"))
  [ "${#packages[@]}" -gt 0 ] || { echo "none of these packages is in $suite/$arch: $*"; return 1; }
  # Asked with an empty archive folder: apt names only files that are not there yet.
  private apt-get "$suite" "$arch" install --print-uris -y -o "Dir::Cache::archives=$STATE/apt/$suite-$arch/none" "${packages[@]}" >"$list"
  private apt-get "$suite" "$arch" install --download-only -y "${packages[@]}"
}

usrmerge() {
  local name
  for name in bin sbin lib lib64; do
    mkdir -p "$1/usr/$name"
    [ -e "$1/$name" ] || ln -s "usr/$name" "$1/$name"
  done
}
