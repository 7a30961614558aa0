#!/bin/sh
# Shows that nothing in the engine needs an x86 processor: builds its core (all but GDAL's, LibTorch's and QGIS's parts)
# for 64-bit ARM with Debian's cross compiler, and runs the tests of the core under qemu. Building takes about 15 minutes
# the first time, the tests about three quarters of an hour.
# Libraries for ARM are unpacked into build/aarch64/packages; of the system only the compiler and qemu are installed.
set -eu
cd "$(dirname "$0")/.."
. scripts/prepare.sh

packages="$PWD/build/aarch64/packages"
apt="$PWD/build/aarch64/apt"

# A state of apt's own: the system's does not learn of another architecture.
fetch() {
  mkdir -p "$apt/lists/partial" "$apt/archives/partial"
  : >"$apt/status"
  cat >"$apt/apt.conf" <<END
APT::Architecture "arm64";
APT::Architectures { "arm64"; };
APT::Install-Recommends "false";
APT::Sandbox::User "root";
Dir::State::lists "$apt/lists";
Dir::State::status "$apt/status";
Dir::Cache::archives "$apt/archives";
Dir::Cache::pkgcache "";
Dir::Cache::srcpkgcache "";
Debug::NoLocking "true";
END
  export APT_CONFIG="$apt/apt.conf"
  apt-get update -q=2 || stop "The list of Debian packages for ARM could not be fetched: check the network."
  apt-get install -q=2 -y --download-only libqt5test5 libopenblas0-pthread zlib1g libstdc++6 >/dev/null &&
    (cd "$apt/archives" && apt-get download -q=2 libopenblas-pthread-dev zlib1g-dev qtbase5-dev qt5-qmake) ||
    stop "Debian packages for ARM could not be fetched: see apt's message above."
  unset APT_CONFIG
}

need_packages scripts/packages_aarch64.txt
if [ ! -e "$packages/complete" ]; then
  say "Fetching Debian packages for ARM"
  fetch
  rm -rf "$packages"
  mkdir -p "$packages"
  for package in "$apt"/archives/*.deb; do
    dpkg-deb -x "$package" "$packages"
  done
  # Programs of Qt that run while building are this machine's.
  rm -rf "$packages/usr/lib/qt5/bin"
  mkdir -p "$packages/usr/lib/aarch64-linux-gnu/qt5" "$packages/usr/lib/qt5"
  ln -sfn "/usr/lib/qt5/bin" "$packages/usr/lib/qt5/bin"
  rm -rf "$packages/usr/lib/aarch64-linux-gnu/qt5/bin"
  ln -sfn "$(ls -d /usr/lib/*-linux-gnu/qt5/bin | head -n 1)" "$packages/usr/lib/aarch64-linux-gnu/qt5/bin"
  touch "$packages/complete"
fi

say "Building the core of the engine for ARM"
cmake -S . -B build/aarch64 -G Ninja -DCMAKE_TOOLCHAIN_FILE="$PWD/cmake/aarch64.cmake" \
  -DPROSPECTIVITY_AARCH64_PACKAGES="$packages" -DPROSPECTIVITY_CORE_ONLY=ON -DCMAKE_BUILD_TYPE=None \
  -DCMAKE_CXX_FLAGS=-O2 >build/aarch64/configure.log || stop "The build could not be prepared: see above."
cmake --build build/aarch64 || stop "The build failed: the first 'error:' above says where."
say "Testing under qemu"
# Emulation is ten to thirty times slower than the limit of a test function supposes, which is five minutes.
export QTEST_FUNCTION_TIMEOUT=3600000
# All tables of WGAN-GP's test train for longer than an hour; one of them shows that it runs.
ctest --test-dir build/aarch64 --timeout 7200 --output-on-failure -E '^engine/augment/test_wgan_gp$'
qemu-aarch64 -L "$packages" build/aarch64/bin/engine_augment_test_wgan_gp "generatorsLearnTheirClass:cloud 10x4"
