#pragma once

#include "engine/model/model.h"
#include "engine/model/scaling.h"
#include "engine/reference/filled_columns.h"
#include "engine/reference/logistic_regression.h"

#include <cmath>
#include <vector>

namespace prospectivity {

/// A logistic regression with the scaling that was fitted on the same training part.
struct LogisticMember {
  Scaling scaling;
  LogisticRegression regression; ///< of scaled features
  FilledColumns filled = {};     ///< codes of classes before they are encoded, and numbers before scaling
  Vector presence = {};          ///< what it adds that a feature's value is there; one each, or none

  /// What a feature's value adds to the logit; NaN where it is missing.
  double part(std::size_t feature, float value) const {
    const float scaled = scaling.scaled(feature, filled.filled(feature, value));
    const double sum = static_cast<double>(scaled) * regression.weights[static_cast<Eigen::Index>(feature)];
    return filled.hasPresence && !std::isnan(value) ? sum + presence[static_cast<Eigen::Index>(feature)]
                                                    : sum;
  }
};

/// Logistic regression as a model: the simplest that a network has to beat. Its logit is linear in the
/// features, so that Shapley values in logit space are exact in closed form for any number of features
/// (Strumbelj & Kononenko 2014, doi 10.1007/s10115-013-0679-x), and derivatives are constant; where a feature
/// is missing they are 0.
class LogisticModel : public Model {
 public:
  std::vector<LogisticMember> members;

  static const ModelKind& logisticRegressions();

  const ModelKind& kind() const override { return logisticRegressions(); }
  bool takesMissing() const override; ///< where every member does
  bool seesPresence() const override; ///< where a member does
  std::vector<float> fills() const override;
  std::size_t memberCount() const override { return members.size(); }
  std::unique_ptr<Model> member(std::size_t index) const override;
  std::unique_ptr<Predictor> predictor() const override;
  GameMaker game(const FloatMatrix& references, const Players& players, OutputSpace space) const override;
  Gradient gradient() const override;
  Gradient encodedGradient() const override;
  ClassValues classes(std::size_t feature) const override;

  /// d logit / d feature, per original unit: the mean over the members. Classes have no slopes: 0.
  Vector slopes() const;
};

} // namespace prospectivity
