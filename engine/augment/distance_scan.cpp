#include "engine/augment/distance_scan.h"

#include "engine/core/instruction_set.h"

namespace prospectivity {

std::size_t nextWithinAvx512(const DistanceScan& scan, std::size_t block, float* numbers);
std::size_t nextWithinAvx2(const DistanceScan& scan, std::size_t block, float* numbers);
std::size_t nextWithinBaseline(const DistanceScan& scan, std::size_t block, float* numbers);

std::size_t nextWithin(const DistanceScan& scan, std::size_t block, float* numbers) {
  switch (instructionSet()) {
  case InstructionSet::Avx512:
    return nextWithinAvx512(scan, block, numbers);
  case InstructionSet::Avx2:
    return nextWithinAvx2(scan, block, numbers);
  case InstructionSet::Baseline:
    break;
  }
  return nextWithinBaseline(scan, block, numbers);
}

} // namespace prospectivity
