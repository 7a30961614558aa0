#include "engine/model/row_sums.h"

#include "engine/core/instruction_set.h"

namespace prospectivity {

void sumRowsAvx512(const RowSums& sums);
void sumRowsAvx2(const RowSums& sums);
void sumRowsBaseline(const RowSums& sums);

namespace {

struct Choice {
  void (*function)(const RowSums&);
  const char* name;
};

const Choice& chosen() {
  static const Choice choices[] = {
      {sumRowsBaseline, "baseline"}, {sumRowsAvx2, "AVX2"}, {sumRowsAvx512, "AVX-512"}};
  return choices[static_cast<int>(instructionSet())];
}

} // namespace

void sumRows(const RowSums& sums) {
  chosen().function(sums);
}

const char* rowSumInstructions() {
  return chosen().name;
}

} // namespace prospectivity
