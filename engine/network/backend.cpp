#include "engine/network/backend.h"

#include "engine/core/error.h"

#include <dlfcn.h>

namespace prospectivity {

namespace {

std::string besideThisLibrary(const std::string& file) {
  Dl_info here;
  if (dladdr(reinterpret_cast<const void*>(&modelBackend), &here) == 0 || here.dli_fname == nullptr)
    return file;
  const std::string path = here.dli_fname;
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? file : path.substr(0, slash + 1) + file;
}

const ModelBackend& open() {
  const std::string path = besideThisLibrary("libprospectivity_torch.so");
  void* library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr)
    throw Error(
        "The training library could not be opened (%1): run 'apt install %2', or install the plugin again.",
        dlerror(), PROSPECTIVITY_LIBTORCH_PACKAGE);
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
