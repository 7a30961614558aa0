#pragma once

#include <cstddef>

namespace prospectivity {

/// Floats that the inner loops of explanations take at once: the widest register.
constexpr std::size_t blockFloats = 16;

typedef float Block __attribute__((vector_size(blockFloats * sizeof(float)), may_alias));
typedef int IntBlock __attribute__((vector_size(blockFloats * sizeof(int)), may_alias));

/// What one register holds. A block is one of them with AVX-512, two with AVX2 and four elsewhere; a compiler
/// that is left to cut blocks up by itself keeps the parts in memory, which costs a factor of twenty where
/// many are summed at once.
#if defined(__AVX512F__)
constexpr std::size_t registerFloats = 16;
#elif defined(__AVX__)
constexpr std::size_t registerFloats = 8;
#else
constexpr std::size_t registerFloats = 4;
#endif
constexpr std::size_t registersOfBlock = blockFloats / registerFloats;

typedef float Register __attribute__((vector_size(registerFloats * sizeof(float)), may_alias));

// Always inlined, as everything that kernels share (engine/core/kernels.h).
__attribute__((always_inline)) inline const Block* blocks(const float* floats) {
  return reinterpret_cast<const Block*>(floats);
}
__attribute__((always_inline)) inline Block* blocks(float* floats) {
  return reinterpret_cast<Block*>(floats);
}

} // namespace prospectivity
