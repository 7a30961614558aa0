#include "engine/network/network_model.h"

#include "engine/model/predictor_game.h"
#include "engine/network/backend.h"
#include "engine/network/fast_predictor.h"
#include "engine/network/network_curves.h"
#include "engine/network/receptive_field_game.h"
#include "engine/network/window_evaluation.h"

#include <algorithm>
#include <cmath>

namespace prospectivity {

FloatMatrix ModelMember::asSeen(const Matrix& rows) const {
  const NetworkShape& shape = network.shape;
  const InputLayout layout = shape.layout();
  const std::size_t cells = layout.cells();
  const FloatMatrix scaled = layout.reordered(scaling.apply(rows, cells), order);
  FloatMatrix encoded(rows.rows(), shape.encodedInputs());
  const std::size_t stride = shape.channels() > 1 ? shape.inputPlace(0, 1) : 0;
  for (Eigen::Index i = 0; i < rows.rows(); ++i)
    for (std::size_t p = 0; p < order.size(); ++p)
      channels.encode(static_cast<std::size_t>(order[p]), scaled.row(i).data() + layout.at(p, 0), cells,
                      encoded.row(i).data() + shape.inputPlace(p, 0), stride);
  return encoded;
}

const ModelKind& NetworkModel::networks() {
  static const ModelKind kind{"network", "network", "network", "networks"};
  return kind;
}

int NetworkModel::window() const {
  return members.empty() ? 1 : members.front().network.shape.window;
}

bool NetworkModel::takesMissing() const {
  return !members.empty() && std::all_of(members.begin(), members.end(), [](const ModelMember& member) {
    return member.network.shape.takesMissing();
  });
}

std::unique_ptr<Model> NetworkModel::member(std::size_t index) const {
  auto alone = std::make_unique<NetworkModel>();
  alone->features = features;
  alone->members = {members[index]};
  return alone;
}

namespace {

/// The code whose number the channels hold for a missing one.
float codeOf(const FeatureScale& scale, float fill) {
  const std::vector<float>& codes = scale.classes->codes;
  return *std::min_element(codes.begin(), codes.end(), [&](float a, float b) {
    return std::abs(scale(a) - fill) < std::abs(scale(b) - fill);
  });
}

} // namespace

bool NetworkModel::seesPresence() const {
  return std::any_of(members.begin(), members.end(),
                     [](const ModelMember& member) { return member.network.shape.hasPresence; });
}

std::vector<float> NetworkModel::fills() const {
  std::vector<float> result;
  for (std::size_t j = 0; j < features.size() && takesMissing(); ++j) {
    double sum = 0;
    std::vector<float> codes;
    for (const ModelMember& member : members) {
      const FeatureScale scale = member.scaling.of(j);
      const float fill = member.channels.features[j].fill;
      sum += static_cast<double>(fill) * static_cast<double>(scale.scale) + static_cast<double>(scale.center);
      if (scale.classes != nullptr)
        codes.push_back(codeOf(scale, fill));
    }
    result.push_back(codes.empty() ? static_cast<float>(sum / static_cast<double>(members.size()))
                                   : mostFrequentOf(codes));
  }
  return result;
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

Gradient NetworkModel::encodedGradient() const {
  if (encoding().empty())
    return gradient();
  // Each member as a model that sees numbers alone, and rows in which its own stand for the codes.
  return [this](const FloatMatrix& rows) -> Matrix {
    Matrix sum = Matrix::Zero(rows.rows(), rows.cols());
    for (const ModelMember& own : members) {
      NetworkModel plain;
      plain.features = features;
      plain.members = {own};
      plain.members.front().scaling.classes = {};
      FloatMatrix encoded = rows;
      for (Eigen::Index i = 0; i < encoded.rows(); ++i)
        own.scaling.classes.encodePlanes(encoded.row(i).data(), layout().cells());
      sum += modelBackend().gradients(plain, encoded);
    }
    return sum / static_cast<double>(members.size());
  };
}

ClassValues NetworkModel::classes(std::size_t feature) const {
  std::vector<const ClassValues*> tables;
  for (const ModelMember& member : members)
    tables.push_back(member.scaling.classes.of(feature));
  return meanOf(tables);
}

} // namespace prospectivity
