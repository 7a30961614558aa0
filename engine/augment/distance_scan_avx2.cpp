#include "engine/augment/distance_scan_kernel.h"

namespace prospectivity {

std::size_t nextWithinAvx2(const DistanceScan& scan, std::size_t block, ScannedBlock& found) {
  return scanAll<8, 4, 2>(scan, block, found);
}

} // namespace prospectivity
