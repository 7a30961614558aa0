#pragma once

#include "engine/model/model.h"
#include "engine/reference/evidence_weights.h"

#include <vector>

namespace prospectivity {

/// Weights of evidence as a model (Bonham-Carter 1994). Its logit is a sum over the features, so that Shapley
/// values in logit space are exact for any number of features. It is a step function of each feature: there
/// are no derivatives.
class WeightsOfEvidenceModel : public Model {
 public:
  std::vector<EvidenceWeights> members; ///< as many layers each as there are features

  static const ModelKind& weightsOfEvidence();

  const ModelKind& kind() const override { return weightsOfEvidence(); }
  bool takesMissing() const override; ///< where every member does
  std::size_t memberCount() const override { return members.size(); }
  std::unique_ptr<Model> member(std::size_t index) const override;
  std::unique_ptr<Predictor> predictor() const override;
  std::vector<float> knownCodes(std::size_t feature) const override; ///< of any member
  GameMaker game(const FloatMatrix& references, const Players& players, OutputSpace space) const override;
};

} // namespace prospectivity
