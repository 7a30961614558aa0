# Toolchain file: 64-bit ARM with Debian's cross compiler; libraries come from packages unpacked into a folder
# (scripts/check_aarch64.sh), programs run under qemu.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(CMAKE_LIBRARY_ARCHITECTURE aarch64-linux-gnu)
set(CMAKE_CXX_COMPILER aarch64-linux-gnu-g++)

set(PROSPECTIVITY_AARCH64_PACKAGES "" CACHE PATH "Folder into which Debian's arm64 packages were unpacked")
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES PROSPECTIVITY_AARCH64_PACKAGES)
set(CMAKE_FIND_ROOT_PATH ${PROSPECTIVITY_AARCH64_PACKAGES})
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE BOTH) # headers alone, such as Eigen's, are the same for every processor
foreach(folder usr/lib/aarch64-linux-gnu usr/lib/aarch64-linux-gnu/openblas-pthread lib/aarch64-linux-gnu)
  string(APPEND CMAKE_EXE_LINKER_FLAGS_INIT " -Wl,-rpath-link,${PROSPECTIVITY_AARCH64_PACKAGES}/${folder}")
endforeach()
set(CMAKE_SHARED_LINKER_FLAGS_INIT ${CMAKE_EXE_LINKER_FLAGS_INIT})
set(CMAKE_CROSSCOMPILING_EMULATOR qemu-aarch64;-L;${PROSPECTIVITY_AARCH64_PACKAGES})
