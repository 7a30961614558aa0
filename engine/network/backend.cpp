#include "engine/network/backend.h"

#include "engine/core/error.h"
#include "engine/core/library_beside.h"

#include <dlfcn.h>
#include <string>

namespace prospectivity {

namespace {

const ModelBackend& open() {
  const std::string path = pathBeside("libprospectivity_torch.so");
  void* library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) {
    const std::string reason = dlerror();
    checkLoaderMemory(reason);
    throw Error(
        "The training library could not be opened (%1): run 'apt install %2', or install the plugin again.",
        reason, PROSPECTIVITY_LIBTORCH_PACKAGE);
  }
  using Factory = const ModelBackend* (*)();
  const auto factory = reinterpret_cast<Factory>(dlsym(library, "prospectivityModelBackend"));
  if (factory == nullptr)
    throw Error("The training library %1 is of another version: install the plugin again.", path);
  return *factory();
}

} // namespace

const ModelBackend& modelBackend() {
  static const ModelBackend& backend = open();
  return backend;
}

} // namespace prospectivity
