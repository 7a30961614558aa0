#pragma once

#include <cstddef>

namespace prospectivity {

/// Reads features (original units, in the order of the model) and returns logits. What explainers and the
/// tiled prediction see of a model. Implementations are immutable and safe to call from several threads at
/// once.
class Predictor {
 public:
  virtual ~Predictor() = default;
  virtual std::size_t featureCount() const = 0; ///< values of a row: InputLayout::columns() of the model

  /// `rows`: count x featureCount(), row-major, NaN only where the model takes it (Model::takesMissing());
  /// `logits`: count values.
  virtual void logits(const float* rows, std::size_t count, float* logits) const = 0;

  /// How many members of the model memberLogits() tells apart; 0: none.
  virtual std::size_t members() const { return 0; }

  /// What logits() gives, to the last bit, and in `ofMembers` the logits of each member alone: members() x
  /// count, row-major.
  virtual void memberLogits(const float* rows, std::size_t count, float* logits, float* ofMembers) const;
};

double sigmoid(double logit);

} // namespace prospectivity
