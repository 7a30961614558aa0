#include "engine/core/library_beside.h"

#include <cstddef>
#include <dlfcn.h>

namespace prospectivity {

std::string pathBeside(const std::string& file) {
  Dl_info here;
  if (dladdr(reinterpret_cast<const void*>(&pathBeside), &here) == 0 || here.dli_fname == nullptr)
    return file;
  const std::string path = here.dli_fname;
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? file : path.substr(0, slash + 1) + file;
}

} // namespace prospectivity
