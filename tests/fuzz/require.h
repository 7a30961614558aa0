#pragma once

#include <cstdio>
#include <cstdlib>

namespace prospectivity {

/// Ends the process where something does not hold, so that the fuzzer keeps the input.
inline void require(bool holds, const char* what) {
  if (holds)
    return;
  std::fprintf(stderr, "%s\n", what);
  std::abort();
}

} // namespace prospectivity
