#include "engine/augment/distance_scan_kernel.h"

namespace prospectivity {

std::size_t nextWithinAvx512(const DistanceScan& scan, std::size_t block, ScannedBlock& found) {
  return scanAll<16, 8, 2>(scan, block, found);
}

} // namespace prospectivity
