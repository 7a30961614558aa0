#include "engine/reference/tree_grower.h"

#include "engine/core/error.h"
#include "engine/core/library_beside.h"

#include <dlfcn.h>
#include <string>

namespace prospectivity {

namespace {

const TreeGrower& open() {
  const std::string path = pathBeside("libprospectivity_trees.so");
  void* library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) {
    const std::string reason = dlerror();
    checkLoaderMemory(reason);
    throw Error("The library of decision trees could not be opened (%1): run 'apt install %2', or install "
                "the plugin again.",
                reason, PROSPECTIVITY_XGBOOST_PACKAGE);
  }
  using Factory = const TreeGrower* (*)();
  const auto factory = reinterpret_cast<Factory>(dlsym(library, "prospectivityTreeGrower"));
  if (factory == nullptr)
    throw Error("The library of decision trees %1 is of another version: install the plugin again.", path);
  return *factory();
}

} // namespace

const TreeGrower& treeGrower() {
  static const TreeGrower& grower = open();
  return grower;
}

} // namespace prospectivity
