#pragma once

#include <cstddef>

namespace prospectivity {

/// Floats that the inner loops of explanations take at once: what the widest register holds. Arrays are
/// padded to a multiple of it, so that their layout does not depend on the processor.
constexpr std::size_t blockFloats = 16;

/// What one register holds. A block is one of them with AVX-512, two with AVX2 and four elsewhere. The loops
/// run register by register: a compiler that is left to cut whole blocks up keeps the parts in memory, which
/// costs a factor of twenty where many are summed at once.
#if defined(__AVX512F__)
constexpr std::size_t registerFloats = 16;
#elif defined(__AVX__)
constexpr std::size_t registerFloats = 8;
#else
constexpr std::size_t registerFloats = 4;
#endif
constexpr std::size_t registersOfBlock = blockFloats / registerFloats;

typedef float Register __attribute__((vector_size(registerFloats * sizeof(float)), may_alias));
typedef int IntRegister __attribute__((vector_size(registerFloats * sizeof(int)), may_alias));

// Always inlined, as everything that kernels share (engine/core/kernels.h).
__attribute__((always_inline)) inline const Register* registers(const float* floats) {
  return reinterpret_cast<const Register*>(floats);
}
__attribute__((always_inline)) inline Register* registers(float* floats) {
  return reinterpret_cast<Register*>(floats);
}
__attribute__((always_inline)) inline Register larger(Register a, Register b) {
  return a > b ? a : b;
}

} // namespace prospectivity
