#include "engine/network/network_model.h"

#include "engine/model/predictor_game.h"
#include "engine/network/backend.h"
#include "engine/network/fast_predictor.h"
#include "engine/network/network_curves.h"
#include "engine/network/receptive_field_game.h"
#include "engine/network/window_evaluation.h"

namespace prospectivity {

const ModelKind& NetworkModel::networks() {
  static const ModelKind kind{"network", "network", "network"};
  return kind;
}

int NetworkModel::window() const {
  return members.empty() ? 1 : members.front().network.shape.window;
}

std::unique_ptr<Model> NetworkModel::member(std::size_t index) const {
  auto alone = std::make_unique<NetworkModel>();
  alone->features = features;
  alone->members = {members[index]};
  return alone;
}

std::unique_ptr<Predictor> NetworkModel::predictor() const {
  return makePredictor(*this);
}

std::unique_ptr<Predictor> NetworkModel::thinnedPredictor(const Random& random) const {
  if (!(members.front().network.shape.dropout > 0))
    return nullptr;
  return makeThinnedPredictor(*this, random);
}

BlockLogits NetworkModel::blockLogits() const {
  if (window() == 1)
    return Model::blockLogits();
  return [evaluation = std::make_shared<const WindowEvaluation>(*this)](const float* values, int rows,
                                                                        int columns, float* logits) {
    evaluation->logits(values, rows, columns, logits);
  };
}

GameMaker NetworkModel::game(const FloatMatrix& references, const Players& players, OutputSpace space) const {
  if (hasReceptiveFields(*this))
    return receptiveFieldGame(*this, references, players, space);
  return Model::game(references, players, space);
}

GameMaker NetworkModel::memberGame(const FloatMatrix& references, const Players& players,
                                   OutputSpace space) const {
  if (hasReceptiveFields(*this))
    return receptiveFieldGame(*this, references, players, space, true);
  return predictorGame(predictor(), references, players, space, true);
}

std::unique_ptr<LogitCurves> NetworkModel::curves() const {
  return hasNetworkCurves(*this) ? networkCurves(*this) : Model::curves();
}

std::unique_ptr<LogitCurves> NetworkModel::memberCurves() const {
  return hasNetworkCurves(*this) ? networkCurves(*this, true) : Model::memberCurves();
}

Gradient NetworkModel::gradient() const {
  return [this](const FloatMatrix& rows) { return modelBackend().gradients(*this, rows); };
}

ClassValues NetworkModel::classes(std::size_t feature) const {
  std::vector<const ClassValues*> tables;
  for (const ModelMember& member : members)
    tables.push_back(member.scaling.classes.of(feature));
  return meanOf(tables);
}

} // namespace prospectivity
