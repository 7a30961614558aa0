#include "engine/augment/distance_scan.h"

#include "engine/core/instruction_set.h"

namespace prospectivity {

std::size_t nextWithin(const DistanceScan& scan, std::size_t block, ScannedBlock& found) {
  switch (instructionSet()) {
  case InstructionSet::Avx512:
    return nextWithinAvx512(scan, block, found);
  case InstructionSet::Avx2:
    return nextWithinAvx2(scan, block, found);
  case InstructionSet::Baseline:
    break;
  }
  return nextWithinBaseline(scan, block, found);
}

} // namespace prospectivity
