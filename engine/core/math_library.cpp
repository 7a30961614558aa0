#include "engine/core/math_library.h"

#include <features.h>

#ifdef __GLIBC__
#include <gnu/libc-version.h>
#endif
#if defined(__x86_64__) && defined(__GLIBC__)
#include <sys/platform/x86.h>
#endif

namespace prospectivity {

std::string mathLibrary() {
#ifdef __GLIBC__
  std::string text = std::string("GNU C library ") + gnu_get_libc_version();
#ifdef __x86_64__
  // In the order in which the library asks (ifunc-fma4.h and ifunc-avx-fma4.h of its sources): "active" heeds
  // the environment variable. A variant for AVX is the plain one with other instructions, and rounds alike.
  text += ", variant ";
  if (CPU_FEATURE_ACTIVE(FMA) && CPU_FEATURE_ACTIVE(AVX2))
    text += "FMA";
  else
    text += CPU_FEATURE_ACTIVE(FMA4) ? "FMA4" : "SSE2";
#endif
  return text;
#else
  return "unknown";
#endif
}

} // namespace prospectivity
