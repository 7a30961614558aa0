#include "engine/augment/distance_scan_kernel.h"

namespace prospectivity {

std::size_t nextWithinBaseline(const DistanceScan& scan, std::size_t block, ScannedBlock& found) {
  return scanAll<4, 4, 2>(scan, block, found);
}

} // namespace prospectivity
