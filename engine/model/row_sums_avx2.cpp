#include "engine/model/row_sums_kernel.h"

namespace prospectivity {

void sumRowsAvx2(const RowSums& sums);

void sumRowsAvx2(const RowSums& sums) {
  sumAll<8, 4, 2>(sums);
}

} // namespace prospectivity
