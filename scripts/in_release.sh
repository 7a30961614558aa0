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
# Packages come from the mirror in this machine's apt sources. Two at a time do not disturb each other. (They share the
# network, and with it the names of X servers: xvfb-run takes the next number with -a, and fails without.)
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
# One run at a time makes its root, whose lock it then holds, and removes those whose lock nobody holds: of runs that
# ended with their machine.
exec 8<"$roots"
flock 8
for left in "$roots"/prospectivity-root.*.lock; do
  [ ! -e "$left" ] || flock --nonblock "$left" rm -rf --one-file-system "${left%.lock}" "${left%.lock}.log" "$left" || :
done
lock=$(mktemp "$roots/prospectivity-root.XXXXXX.lock")
root=${lock%.lock}
exec 9>"$lock"
flock 9
mkdir -m 755 "$root"
exec 8<&-

# Gets the lock when this script is gone, however it ended (a kill -9 as well), and removes the root. What runs inside may
# write a moment longer.
setsid flock "$lock" sh -c '
  for second in 1 2 3 4 5 6 7 8 9 10; do
    rm -rf --one-file-system "$1" && break
    sleep 1
  done
  rm -f "$1.log" "$1.lock"' sh "$root" </dev/null >/dev/null 2>&1 9>&- &

inside=
take_down() {
  if [ -n "$inside" ]; then
    kill -KILL "$inside" 2>/dev/null || :
    wait "$inside" || :
  fi
  exec 9>&-
  wait || :
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
