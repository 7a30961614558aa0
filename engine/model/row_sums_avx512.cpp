#include "engine/model/row_sums_kernel.h"

namespace prospectivity {

void sumRowsAvx512(const RowSums& sums);

void sumRowsAvx512(const RowSums& sums) {
  sumAll<16, 8, 2>(sums);
}

} // namespace prospectivity
