#include "engine/reference/weights_of_evidence_model.h"

#include "engine/reference/additive_game.h"

#include <algorithm>
#include <set>
#include <utility>

namespace prospectivity {

namespace {

class EvidencePredictor : public Predictor {
 public:
  explicit EvidencePredictor(std::vector<EvidenceWeights> members) : mMembers(std::move(members)) {}

  std::size_t featureCount() const override { return mMembers.front().layers.size(); }

  void logits(const float* rows, std::size_t count, float* logits) const override {
    for (std::size_t i = 0; i < count; ++i) {
      double sum = 0;
      for (const EvidenceWeights& member : mMembers)
        sum += member.logit(rows + i * featureCount());
      logits[i] = static_cast<float>(sum / static_cast<double>(mMembers.size()));
    }
  }

 private:
  std::vector<EvidenceWeights> mMembers;
};

/// Mean over the members of what a column's value weighs.
double weightOf(const std::vector<EvidenceWeights>& members, std::size_t column, float value) {
  double sum = 0;
  for (const EvidenceWeights& member : members)
    sum += member.layers[column].weightOf(value);
  return sum / static_cast<double>(members.size());
}

} // namespace

const ModelKind& WeightsOfEvidenceModel::weightsOfEvidence() {
  static const ModelKind kind{"weights_of_evidence", "weights-of-evidence model", "weight table",
                              "weight tables"};
  return kind;
}

bool WeightsOfEvidenceModel::takesMissing() const {
  return !members.empty() && std::all_of(members.begin(), members.end(),
                                         [](const EvidenceWeights& member) { return member.takesMissing; });
}

std::unique_ptr<Model> WeightsOfEvidenceModel::member(std::size_t index) const {
  auto alone = std::make_unique<WeightsOfEvidenceModel>();
  alone->features = features;
  alone->members = {members[index]};
  return alone;
}

std::unique_ptr<Predictor> WeightsOfEvidenceModel::predictor() const {
  return std::make_unique<EvidencePredictor>(members);
}

std::vector<float> WeightsOfEvidenceModel::knownCodes(std::size_t feature) const {
  std::set<float> codes;
  for (const EvidenceWeights& member : members)
    if (const LayerWeights& layer = member.layers[feature]; layer.isCoded)
      codes.insert(layer.bounds.begin(), layer.bounds.end());
  return {codes.begin(), codes.end()};
}

GameMaker WeightsOfEvidenceModel::game(const FloatMatrix& references, const Players& players,
                                       OutputSpace space) const {
  if (space != OutputSpace::Logit)
    return Model::game(references, players, space);
  std::vector<double> means(features.size(), 0.0);
  double base = 0;
  for (std::size_t j = 0; j < means.size(); ++j) {
    for (const float value : references.col(static_cast<Eigen::Index>(j)))
      means[j] += weightOf(members, j, value) / static_cast<double>(references.rows());
    base += means[j];
  }
  return additiveGame(
      [members = members, means](int column, float value) {
        const auto j = static_cast<std::size_t>(column);
        return weightOf(members, j, value) - means[j];
      },
      base, players);
}

} // namespace prospectivity
