#!/bin/sh
# Runs a command of a clean clone of this repository inside a fresh root of a Debian release, and takes the root down
# again whatever happens. What is committed is what is cloned.
#
# usage: in_release.sh [--share FOLDER] RELEASE COMMAND [ARGUMENT...]
#   RELEASE         bookworm, trixie, or trixie-backports (trixie with QGIS from its backports)
#   --share FOLDER  FOLDER of this machine is /share in there: packages to try, results to keep
#
#   scripts/in_release.sh trixie tests/run.sh
#   scripts/in_release.sh --share build/release trixie sh -c 'apt-get install -y /share/*.deb'
#
# Packages come from the mirror in this machine's apt sources. Two at a time do not disturb each other.
# PROSPECTIVITY_ROOTS names the folder that the roots are made in (default /var/tmp; some 8 GB each while they last).
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
. "$here/scripts/prepare.sh"

usage="usage: in_release.sh [--share FOLDER] RELEASE COMMAND [ARGUMENT...]"
share=
if [ "${1:-}" = --share ]; then
  [ -d "${2:-}" ] || stop "The folder '${2:-}' of --share does not exist: make it, or name another one."
  share=$(cd "$2" && pwd)
  shift 2
fi
[ $# -ge 2 ] || stop "$usage"
release=$1
shift
case $release in
bookworm | trixie) suite=$release ;;
trixie-backports) suite=trixie ;;
*) stop "The release '$release' is not known: choose bookworm, trixie or trixie-backports." ;;
esac
[ "$(id -u)" -eq 0 ] || stop "Only root can make a fresh root of a release: run this command with sudo."

# --- Inside the namespaces: the mounts made here vanish, and the processes started here end, with the first process.
fill_root() {
  say "Making a fresh root of $release"
  # Installing takes minutes, and not twenty, when dpkg does not wait for the disk after each file.
  mkdir -p "$root/etc/dpkg/dpkg.cfg.d"
  echo force-unsafe-io >"$root/etc/dpkg/dpkg.cfg.d/unsafe-io"
  debootstrap --variant=minbase --include=ca-certificates,git "$suite" "$root" "$mirror" >"$root.log" 2>&1 || {
    tail -n 3 "$root.log" >&2
    stop "The root of $release could not be made from $mirror: see debootstrap's message above."
  }
  sources=$root/etc/apt/sources.list
  echo "deb $mirror $suite main" >"$sources"
  echo "deb $mirror $suite-updates main" >>"$sources"
  [ -z "$security" ] || echo "deb $security $suite-security main" >>"$sources"
  if [ "$release" != "$suite" ]; then
    echo "deb $mirror $release main" >>"$sources"
    printf 'Package: *qgis*\nPin: release n=%s\nPin-Priority: 600\n' "$release" >"$root/etc/apt/preferences.d/backports"
  fi
  cp /etc/resolv.conf /etc/hosts "$root/etc/"
  for settings in /etc/apt/apt.conf /etc/apt/apt.conf.d/*; do
    # How to reach the mirror; what to do after installing is the machine's own business. Under a name of our own:
    # a package that brings a file of the same name would ask which one to keep, and get no answer.
    if [ -f "$settings" ] && grep -qiE 'proxy|Acquire::(http|https|Check|Retries)' "$settings"; then
      cat "$settings" >>"$root/etc/apt/apt.conf.d/90mirror"
    fi
  done
  if [ -d /usr/local/share/ca-certificates ]; then
    cp -R /usr/local/share/ca-certificates/. "$root/usr/local/share/ca-certificates/"
  fi
  printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
  chmod 755 "$root/usr/sbin/policy-rc.d"

  mount -t proc proc "$root/proc"
  mount --rbind /sys "$root/sys"
  mount --rbind /dev "$root/dev"
  git clone -q --no-hardlinks "$here" "$root/root/prospectivity_lens" || stop "'$here' could not be cloned: it is no git repository."
  if [ -n "$share" ]; then
    mkdir "$root/share"
    mount --bind "$share" "$root/share"
  fi
}

if [ -n "${IN_RELEASE_ROOT:-}" ]; then
  root=$IN_RELEASE_ROOT
  mirror=$IN_RELEASE_MIRROR
  security=$IN_RELEASE_SECURITY
  fill_root
  say "Running in $release: $*"
  exec env -i HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 TERM="${TERM:-dumb}" \
    DEBIAN_FRONTEND=noninteractive http_proxy="${http_proxy:-}" https_proxy="${https_proxy:-}" \
    chroot "$root" sh -c 'cd /root/prospectivity_lens && exec "$@"' sh "$@"
fi

# --- Outside: where the packages come from, the folder, and its end.
need_packages "$here/scripts/packages_release.txt"
origin() {
  apt-get indextargets --format '$(ORIGIN)|$(LABEL)|$(REPO_URI)' 'Identifier: Packages' | sed -n "s/^Debian|$1|//p" | head -n 1
}
mirror=$(origin Debian)
[ -n "$mirror" ] || stop "No mirror of Debian stands in this machine's apt sources, or its lists were never fetched: run 'apt-get update'."
security=$(origin Debian-Security)

roots=${PROSPECTIVITY_ROOTS:-/var/tmp}
mkdir -p "$roots"
# A root whose lock nobody holds was left by a run that was killed.
for left in "$roots"/prospectivity-root.*.lock; do
  if [ -e "$left" ] && flock --nonblock "$left" true; then
    rm -rf --one-file-system "${left%.lock}" "${left%.lock}.log" "$left"
  fi
done
root=$(mktemp -d "$roots/prospectivity-root.XXXXXX")
exec 9>"$root.lock"
flock 9
chmod 755 "$root"

inside=
take_down() {
  [ -z "$inside" ] || kill -KILL "$inside" 2>/dev/null || :
  wait || :
  rm -rf --one-file-system "$root" "$root.log" "$root.lock"
}
trap take_down EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

IN_RELEASE_ROOT=$root IN_RELEASE_MIRROR=$mirror IN_RELEASE_SECURITY=$security setpriv --pdeathsig KILL \
  unshare --mount --propagation private --pid --fork --kill-child \
  "$here/scripts/in_release.sh" ${share:+--share "$share"} "$release" "$@" <&0 9>&- &
inside=$!
status=0
wait "$inside" || status=$?
inside=
exit "$status"
