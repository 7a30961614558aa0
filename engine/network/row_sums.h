#pragma once

#include "engine/core/kernels.h"

namespace prospectivity {

/// The one loop that fast inference comes down to: weighted sums of rows of cells,
///
///   outputs[o][x] = start + sum over k of weights[k * paddedOutputs(outputCount) + o] * inputs[k][x]
///
/// where start is bias[o], or what outputs[o][x] holds when there is no bias. With cells innermost, a
/// convolution is such a sum over its channels and taps, and a dense layer one over its inputs (performance:
/// weights are broadcast, cells fill the vector registers, nothing is unfolded).
///
/// Every cell goes through the same operations in the same order wherever it lies in a row, so that results
/// do not depend on how a raster is cut into blocks. The instruction set is chosen when the program runs;
/// between machines results may differ in the last bits.
struct RowSums {
  const float* const* inputs = nullptr; ///< inputCount rows, readable up to paddedCells(cells)
  int inputCount = 0;
  const float* weights = nullptr;
  const float* bias = nullptr;     ///< paddedOutputs(outputCount) values; null: add to what is there
  float* const* outputs = nullptr; ///< paddedOutputs(outputCount) rows, writable up to paddedCells(cells);
                                   ///< rows beyond outputCount may all be one scratch row
  int outputCount = 0;
  int cells = 0;
  bool relu = false; ///< negative sums become 0
};

constexpr int rowSumOutputs = 8; ///< outputs are computed by so many at once
constexpr int rowSumCells = 32;  ///< and cells by so many

constexpr int paddedOutputs(int outputs) {
  return (outputs + rowSumOutputs - 1) / rowSumOutputs * rowSumOutputs;
}
constexpr int paddedCells(int cells) {
  return (cells + rowSumCells - 1) / rowSumCells * rowSumCells;
}

/// kernels<RowSumKernels>().sumRows(sums). Thread-safe: works on what it is given and nothing else.
struct RowSumKernels {
  void (*sumRows)(const RowSums& sums);

  template <InstructionSet> static RowSumKernels compiled();
};

} // namespace prospectivity
