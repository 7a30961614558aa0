#include "engine/core/library_beside.h"

#include <cerrno>
#include <cstddef>
#include <cstring>
#include <dlfcn.h>
#include <new>

namespace prospectivity {

std::string pathBeside(const std::string& file) {
  Dl_info here;
  if (dladdr(reinterpret_cast<const void*>(&pathBeside), &here) == 0 || here.dli_fname == nullptr)
    return file;
  const std::string path = here.dli_fname;
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? file : path.substr(0, slash + 1) + file;
}

void checkLoaderMemory(const std::string& reason) {
  // The system's own words in the user's language, behind those of the loader; or the loader's own.
  if (reason.find(std::strerror(ENOMEM)) != std::string::npos ||
      reason.find("out of memory") != std::string::npos)
    throw std::bad_alloc();
}

} // namespace prospectivity
