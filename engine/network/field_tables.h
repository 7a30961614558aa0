#pragma once

#include "engine/network/receptive_fields.h"

#include <cstddef>
#include <vector>

namespace prospectivity {

/// One float per lane, aligned for the inner loops.
struct alignas(64) LaneBlock {
  float lane[lanes];
};
using LaneBlocks = std::vector<LaneBlock>;

inline float* floats(LaneBlocks& blocks) {
  return blocks.front().lane;
}
inline const float* floats(const LaneBlocks& blocks) {
  return blocks.front().lane;
}

/// What the features of a field contribute to the units (the logit, or the first hidden layer) in each of
/// the field's states: bit i of a state says that position first + i has the sample's value and not the
/// background's. values: [state][unit], blocks.
struct FieldTable {
  PositionRange field;
  LaneBlocks values;

  const float* state(std::size_t index, std::size_t units) const { return values[index * units].lane; }
};

/// The tables of one member for one sample and up to `lanes` background samples at once. A coalition's
/// units are the sum of one entry of each table. Working memory of one thread.
class FieldTables {
 public:
  explicit FieldTables(const ReceptiveFields& fields);

  /// `sample`: as the first layer sees it, [position][channel]. `background`: the same, in blocks.
  void tabulate(const float* sample, const LaneBlocks& background);

  /// By ascending first position; no field lies within another's, and together they cover all positions.
  /// The units' bias is in the first.
  const std::vector<FieldTable>& tables() const { return mTables; }

 private:
  void multiply(std::size_t layer);
  void activate(std::size_t layer, std::size_t position, LaneBlocks& out) const;
  void addPooled(std::size_t pooled);

  const ReceptiveFields& mFields;
  std::vector<FieldTable> mTables;
  std::vector<std::size_t> mTableOf;              ///< of each pooled position
  std::vector<LaneBlocks> mActivations;           ///< of each position: [state][channel]
  std::vector<std::vector<LaneBlocks>> mProducts; ///< of each position and tap: [state][channel]
  LaneBlocks mPair[2];                            ///< the positions under one pooling window
  LaneBlocks mPooled;
  LaneBlocks mPart;
};

} // namespace prospectivity
