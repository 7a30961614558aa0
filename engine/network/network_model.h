#pragma once

#include "engine/model/model.h"
#include "engine/model/scaling.h"
#include "engine/network/input_channels.h"
#include "engine/network/network.h"

#include <vector>

namespace prospectivity {

/// One trained network with what was fitted beside it on the same training part.
struct ModelMember {
  std::vector<int> order; ///< network position p sees feature order[p] of the model
  Scaling scaling;        ///< per feature of the model (before ordering)
  Network network;
  InputChannels channels; ///< of as many thresholds, with presence and fills as the network has them

  /// Rows in original units as the first layer takes them (NetworkShape::encodedInputs()). Of the network
  /// only the shape need be there.
  FloatMatrix asSeen(const Matrix& rows) const;
};

/// A convolutional network or an ensemble of them, all of one window. All abilities of a model, each in the
/// fastest way that the shape allows: makePredictor(), WindowEvaluation, receptiveFieldGame(),
/// networkCurves(), and LibTorch's automatic differentiation.
class NetworkModel : public Model {
 public:
  std::vector<ModelMember> members;

  static const ModelKind& networks();

  const ModelKind& kind() const override { return networks(); }
  int window() const override;
  bool takesMissing() const override; ///< where every network has presence channels or fills
  std::size_t memberCount() const override { return members.size(); }
  std::unique_ptr<Model> member(std::size_t index) const override;
  bool seesPresence() const override; ///< where a network has presence channels
  std::vector<float> fills() const override;
  std::unique_ptr<Predictor> predictor() const override;
  std::unique_ptr<Predictor> thinnedPredictor(const Random& random) const override;
  BlockLogits blockLogits() const override;
  GameMaker game(const FloatMatrix& references, const Players& players, OutputSpace space) const override;
  GameMaker memberGame(const FloatMatrix& references, const Players& players,
                       OutputSpace space) const override;
  std::unique_ptr<LogitCurves> curves() const override;
  std::unique_ptr<LogitCurves> memberCurves() const override;
  Gradient gradient() const override;
  Gradient encodedGradient() const override;
  ClassValues classes(std::size_t feature) const override;
};

} // namespace prospectivity
