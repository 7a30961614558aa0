#include "engine/network/row_sums.h"

namespace prospectivity {
namespace {

/// `Outputs` x `Vectors` accumulators stay in registers while the inputs stream by: the loops over them are
/// unrolled before anything else, or else the compiler keeps the array in memory and copies it in and out.
template <int Floats, int Outputs, int Vectors> void sumBlock(const RowSums& sums, int output, int cell) {
  typedef float Lanes __attribute__((vector_size(Floats * sizeof(float))));
  typedef float Unaligned
      __attribute__((vector_size(Floats * sizeof(float)), aligned(sizeof(float)), may_alias));
  const auto load = [](const float* from) -> Lanes { return *reinterpret_cast<const Unaligned*>(from); };
  const int stride = paddedOutputs(sums.outputCount);
  Lanes accumulators[Outputs][Vectors];
#pragma GCC unroll 8
  for (int o = 0; o < Outputs; ++o)
#pragma GCC unroll 8
    for (int v = 0; v < Vectors; ++v)
      accumulators[o][v] = sums.bias != nullptr ? Lanes{} + sums.bias[output + o]
                                                : load(sums.outputs[output + o] + cell + v * Floats);
  const float* weights = sums.weights + output;
  for (int k = 0; k < sums.inputCount; ++k, weights += stride) {
    const float* input = sums.inputs[k] + cell;
    Lanes values[Vectors];
#pragma GCC unroll 8
    for (int v = 0; v < Vectors; ++v)
      values[v] = load(input + v * Floats);
#pragma GCC unroll 8
    for (int o = 0; o < Outputs; ++o)
#pragma GCC unroll 8
      for (int v = 0; v < Vectors; ++v)
        accumulators[o][v] += weights[o] * values[v];
  }
#pragma GCC unroll 8
  for (int o = 0; o < Outputs; ++o)
#pragma GCC unroll 8
    for (int v = 0; v < Vectors; ++v) {
      Lanes sum = accumulators[o][v];
      if (sums.relu)
        sum = sum > 0.0F ? sum : Lanes{};
      *reinterpret_cast<Unaligned*>(sums.outputs[output + o] + cell + v * Floats) = sum;
    }
}

constexpr InstructionSet compiledFor = InstructionSet::PROSPECTIVITY_INSTRUCTION_SET;
constexpr bool isAvx512 = compiledFor == InstructionSet::Avx512;
/// What fills one register, and how many sums the registers hold beside it.
constexpr int floatsOfRegister = isAvx512 ? 16 : compiledFor == InstructionSet::Avx2 ? 8 : 4;
constexpr int outputsTogether = isAvx512 ? 8 : 4;

template <int Floats, int Outputs, int Vectors> void sumAll(const RowSums& sums) {
  static_assert(rowSumOutputs % Outputs == 0 && rowSumCells % (Floats * Vectors) == 0,
                "blocks fill the padding");
  for (int cell = 0; cell < sums.cells; cell += Floats * Vectors)
    for (int output = 0; output < sums.outputCount; output += Outputs) {
      if (output + 1 == sums.outputCount)
        sumBlock<Floats, 1, Vectors>(sums, output, cell);
      else
        sumBlock<Floats, Outputs, Vectors>(sums, output, cell);
    }
}

} // namespace

template <InstructionSet> RowSumKernels RowSumKernels::compiled() {
  return {sumAll<floatsOfRegister, outputsTogether, 2>};
}
template RowSumKernels RowSumKernels::compiled<compiledFor>();

} // namespace prospectivity
