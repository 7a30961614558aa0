#pragma once

#include <cstddef>

// One body, compiled for several instruction sets; the loader picks. Sanitizers cannot run before it does.
#if defined(__x86_64__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define FOR_EVERY_MACHINE __attribute__((target_clones("default", "arch=x86-64-v3", "avx512f")))
#else
#define FOR_EVERY_MACHINE
#endif

namespace prospectivity {

/// Floats that the inner loops of explanations take at once: the widest register.
constexpr std::size_t blockFloats = 16;

typedef float Block __attribute__((vector_size(blockFloats * sizeof(float)), may_alias));
typedef int IntBlock __attribute__((vector_size(blockFloats * sizeof(int)), may_alias));

inline const Block* blocks(const float* floats) {
  return reinterpret_cast<const Block*>(floats);
}
inline Block* blocks(float* floats) {
  return reinterpret_cast<Block*>(floats);
}

} // namespace prospectivity
