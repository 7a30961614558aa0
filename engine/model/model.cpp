#include "engine/model/model.h"

#include "engine/model/member_curves.h"
#include "engine/model/member_game.h"
#include "engine/model/predictor_game.h"

#include <cmath>
#include <utility>

namespace prospectivity {

double sigmoid(double logit) {
  return logit >= 0 ? 1 / (1 + std::exp(-logit)) : std::exp(logit) / (1 + std::exp(logit));
}

void Predictor::memberLogits(const float* rows, std::size_t count, float* logits, float*) const {
  this->logits(rows, count, logits);
}

std::unique_ptr<Predictor> Model::thinnedPredictor(const Random&) const {
  return nullptr;
}

BlockLogits Model::blockLogits() const {
  return rowByRow(predictor(), layout(), takesMissing());
}

GameMaker Model::game(const FloatMatrix& references, const Players& players, OutputSpace space) const {
  return predictorGame(predictor(), references, players, space);
}

GameMaker Model::memberGame(const FloatMatrix& references, const Players& players, OutputSpace space) const {
  return memberCount() < 2 ? game(references, players, space)
                           : gameOfEachMember(*this, references, players, space);
}

std::unique_ptr<LogitCurves> Model::curves() const {
  return predictorCurves(predictor(), gradient(), features.size());
}

std::unique_ptr<LogitCurves> Model::memberCurves() const {
  return memberCount() < 2 ? curves() : curvesOfEachMember(*this);
}

ClassValues Model::classes(std::size_t) const {
  return {};
}

std::vector<float> Model::knownCodes(std::size_t feature) const {
  return classes(feature).codes;
}

ClassEncoding Model::encoding() const {
  ClassEncoding result;
  for (std::size_t feature = 0; feature < features.size(); ++feature)
    if (ClassValues own = classes(feature); !own.codes.empty())
      result.add(feature, std::move(own));
  return result;
}

Gradient Model::gradient() const {
  return {};
}

Gradient Model::encodedGradient() const {
  return gradient();
}

} // namespace prospectivity
