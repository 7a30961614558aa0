#include "engine/model/row_sums.h"

#include "engine/core/instruction_set.h"

namespace prospectivity {

void sumRowsAvx512(const RowSums& sums);
void sumRowsAvx2(const RowSums& sums);
void sumRowsBaseline(const RowSums& sums);

namespace {

using Function = void (*)(const RowSums&);

Function chosen() {
  constexpr Function functions[] = {sumRowsBaseline, sumRowsAvx2, sumRowsAvx512};
  return functions[static_cast<int>(instructionSet())];
}

} // namespace

void sumRows(const RowSums& sums) {
  static const Function function = chosen();
  function(sums);
}

} // namespace prospectivity
