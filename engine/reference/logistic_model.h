#pragma once

#include "engine/model/model.h"
#include "engine/model/scaling.h"
#include "engine/reference/logistic_regression.h"

#include <vector>

namespace prospectivity {

/// A logistic regression with the scaling that was fitted on the same training part.
struct LogisticMember {
  Scaling scaling;
  LogisticRegression regression; ///< of scaled features

  /// What a value of a feature adds to the logit.
  double part(std::size_t feature, float value) const {
    return static_cast<double>(scaling.scaled(feature, value)) *
           regression.weights[static_cast<Eigen::Index>(feature)];
  }
};

/// Logistic regression as a model: the simplest that a network has to beat. Its logit is linear in the
/// features, so that Shapley values in logit space are exact in closed form for any number of features
/// (Strumbelj & Kononenko 2014, doi 10.1007/s10115-013-0679-x), and derivatives are constant.
class LogisticModel : public Model {
 public:
  std::vector<LogisticMember> members;

  static const ModelKind& logisticRegressions();

  const ModelKind& kind() const override { return logisticRegressions(); }
  std::size_t memberCount() const override { return members.size(); }
  std::unique_ptr<Model> member(std::size_t index) const override;
  std::unique_ptr<Predictor> predictor() const override;
  GameMaker game(const FloatMatrix& references, const Players& players, OutputSpace space) const override;
  Gradient gradient() const override;
  ClassValues classes(std::size_t feature) const override;

  /// d logit / d feature, per original unit: the mean over the members. Classes have no slopes: 0.
  Vector slopes() const;
};

} // namespace prospectivity
