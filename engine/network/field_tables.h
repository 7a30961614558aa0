#pragma once

#include "engine/core/progress.h"
#include "engine/network/lane_blocks.h"
#include "engine/network/receptive_fields.h"
#include "engine/network/row_products.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace prospectivity {

/// What the features of a field contribute to the units (the logit, or the first hidden layer) in each of
/// the field's states: bit i of a state says that position first + i has the sample's value and not the
/// background's. values: [state][unit], blocks.
struct FieldTable {
  PositionRange field;
  LaneBlocks values;

  const float* state(std::size_t index, std::size_t units) const { return values[index * units].lane; }
};

/// What the features of a field give together: the sum over the background of their part in the logit, by the
/// states of the field.
struct FieldGame {
  PositionRange field;
  std::vector<double> values;
};

/// The tables of one member for one sample and up to `lanes` background samples at once. A coalition's
/// units are the sum of one entry of each table. Working memory of one thread.
class FieldTables {
 public:
  /// `rows`: the same network, where it suits() that; else null.
  FieldTables(const ReceptiveFields& fields, const RowNetwork* rows);

  /// The sample to be tabulated from now on, as the first layer sees it: [position][channel].
  void start(std::vector<float> sample);

  /// `group`: number of the background samples among groups of lanes; `background`: as the first layer sees
  /// them, in blocks of [position][channel].
  void tabulate(std::size_t group, const LaneBlocks& background);

  /// The games whose sum is the member's logit, but for a constant; of a network without hidden layers.
  /// `weights`: per group, 1 for a lane with a background sample, else 0.
  std::vector<FieldGame> games(const std::vector<LaneBlocks>& background, const LaneBlocks& weights,
                               const Progress& progress);

  /// By ascending first position; no field lies within another's, and together they cover all positions.
  /// The units' bias is in the first.
  const std::vector<FieldTable>& tables() const { return mTables; }

 private:
  void tabulateRows(std::size_t group);
  std::vector<FieldGame> gamesOfRows(const Progress& progress);
  void clearTables();
  std::size_t tableWith(const PositionRange& field) const;
  void addPart(const PositionRange& field, const LaneBlock* part, std::size_t table);
  void multiply(std::size_t layer);
  void activate(std::size_t layer, std::size_t position, LaneBlocks& out) const;
  void addPooled(std::size_t pooled);

  const ReceptiveFields& mFields;
  const RowNetwork* mRows;
  std::optional<RowProducts> mProductsOfRows; ///< where there are rows
  LaneBlocks mTaken;                          ///< what they give, row by row
  LaneBlocks mPartsOfRows;                    ///< the same in blocks
  std::vector<float> mSample;
  std::vector<FieldTable> mTables;
  std::vector<std::size_t> mTableOf;              ///< of each pooled position
  std::vector<LaneBlocks> mActivations;           ///< of each position: [state][channel]
  std::vector<std::vector<LaneBlocks>> mProducts; ///< of each position and tap: [state][channel]
  LaneBlocks mPair[2];                            ///< the positions under one pooling window
  LaneBlocks mPooled;
  LaneBlocks mPart;
};

} // namespace prospectivity
