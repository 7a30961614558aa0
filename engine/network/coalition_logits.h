#pragma once

#include "engine/network/field_tables.h"

#include <vector>

namespace prospectivity {

/// Logits of coalitions from the tables of one member. Working memory of one thread.
class CoalitionLogits {
 public:
  explicit CoalitionLogits(const ReceptiveFields& fields);

  /// A sum of two halves: the logit of coalition s is low[s & lowMask] + high[s >> shift], where bit p of s
  /// says that position p has the sample's value. Kept until the next call.
  struct Halves {
    const float* low;
    std::size_t lowMask;
    const float* high;
    unsigned shift;
  };

  /// Of all 2^features coalitions.
  Halves all(const std::vector<FieldTable>& tables);

  /// The same of tables whose entries are multiplied: a coalition's product is low[s & lowMask] times
  /// high[s >> shift]. Of a network without hidden layers.
  Halves allProducts(const std::vector<FieldTable>& tables);

  /// Of the coalition whose positions are marked; one block.
  void one(const std::vector<FieldTable>& tables, const std::vector<char>& present, float* logit);

 private:
  using Join = void (*)(const float* low, std::size_t lowMask, const float* high, unsigned shift,
                        std::size_t states, float* out);
  Halves joinAll(const std::vector<FieldTable>& tables, Join join, const LaneBlock& neutral);
  const float* joined(const std::vector<FieldTable>& tables, std::size_t first, std::size_t end, Join join,
                      LaneBlocks* room);
  Halves allOfHidden(const std::vector<FieldTable>& tables);
  void finish(const float* a, const float* b, float* logit);

  const ReceptiveFields& mFields;
  std::vector<float> mLastWeights; ///< of the last dense layer's one unit
  LaneBlocks mZero;                ///< one block per unit
  LaneBlock mOne;                  ///< of ones
  LaneBlocks mJoined[4];
  LaneBlocks mSums; ///< of the tables above each level, one block per unit
  LaneBlocks mLayer[2];
};

} // namespace prospectivity
