#pragma once

#include <cstddef>

namespace prospectivity {

/// Floats that the inner loops of explanations take at once: the widest register.
constexpr std::size_t blockFloats = 16;

typedef float Block __attribute__((vector_size(blockFloats * sizeof(float)), may_alias));
typedef int IntBlock __attribute__((vector_size(blockFloats * sizeof(int)), may_alias));

// Always inlined, as everything that kernels share (engine/core/kernels.h).
__attribute__((always_inline)) inline const Block* blocks(const float* floats) {
  return reinterpret_cast<const Block*>(floats);
}
__attribute__((always_inline)) inline Block* blocks(float* floats) {
  return reinterpret_cast<Block*>(floats);
}

} // namespace prospectivity
