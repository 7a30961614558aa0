#pragma once

#include <string>

namespace prospectivity {

/// The C library whose logarithms, exponentials and cosines this process calls, and which variant of them it
/// chose, as in "GNU C library 2.36, variant FMA". FMA, FMA4 and SSE2 round differently; the environment
/// variable GLIBC_TUNABLES holds the choice down. On other processors than x86-64 the name and version alone.
/// Thread-safe.
std::string mathLibrary();

} // namespace prospectivity
