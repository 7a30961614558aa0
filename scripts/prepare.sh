# Sourced by the commands of this project. Each function stops with one sentence when it cannot do its work.

stop() {
  echo "$*" >&2
  exit 1
}

say() {
  echo "== $*"
}

# need_packages FILE...  installs the Debian packages listed in the files that are not installed yet.
need_packages() {
  command -v dpkg-query >/dev/null || stop "This command installs Debian packages and needs Debian 12 or 13, or a system made from them."
  missing=
  for package in $(sed '/^#/d' "$@"); do
    case $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) in
    installed) ;;
    *) missing="$missing $package" ;;
    esac
  done
  if [ -n "$missing" ]; then
    say "Installing Debian packages:$missing"
    install_packages $missing
  fi
}

# need_qgis  stops when the QGIS to build against is too old.
need_qgis() {
  version=$(dpkg-query -W -f '${Version}' libqgis-dev 2>/dev/null) || version=0
  dpkg --compare-versions "$version" ge 3.22 ||
    stop "QGIS $version is too old: Prospectivity Lens needs QGIS 3.22 or newer, as in Debian 12."
}

install_packages() {
  as_root=
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null ||
      stop "These Debian packages are missing and only root can install them: run 'apt-get install $*' as root, then this command again."
    as_root=sudo
  fi
  $as_root apt-get update -q=2 ||
    stop "The list of Debian packages could not be fetched: check the network and /etc/apt/sources.list."
  for package in "$@"; do
    apt-cache policy "$package" | grep -q 'Candidate: [^(]' ||
      stop "The Debian package '$package' is not known to apt: use Debian 12 or 13, or add its main archive to /etc/apt/sources.list."
  done
  # What dpkg says of a package that fails stands among its ordinary words, which are of interest then alone.
  said=$(mktemp)
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@" >"$said" 2>&1 || {
    grep -A 5 '^dpkg: error' "$said" >&2 || tail -n 30 "$said" >&2
    rm -f "$said"
    stop "Installing Debian packages failed: see the messages of apt and dpkg above."
  }
  rm -f "$said"
}

# build PRESET  configures and builds build/PRESET.
build() {
  say "Building (preset $1; some minutes the first time, seconds afterwards)"
  mkdir -p "build/$1"
  cmake --preset "$1" >"build/$1/configure.log" 2>&1 || {
    reason=$(awk '/^CMake Error/ { on = 1; next } !/^  / { on = 0 } on' "build/$1/configure.log" | tr -s ' \n' ' ' | sed 's/^ //')
    stop "${reason:-The build could not be prepared: see build/$1/configure.log.}"
  }
  cmake --build "build/$1" || stop "The build failed: the first 'error:' above says where."
}
