#include "engine/model/logit_curves.h"

namespace prospectivity {

namespace {

class PredictorCurves : public LogitCurves {
 public:
  PredictorCurves(std::shared_ptr<const Predictor> predictor, Gradient gradient, std::size_t players)
      : mPredictor(std::move(predictor)), mGradient(std::move(gradient)), mPlayers(players) {}

  std::size_t players() const override { return mPlayers; }
  bool hasSlopes() const override { return static_cast<bool>(mGradient); }

  void follow(const FloatMatrix& rows, std::size_t feature, const std::vector<double>& grid,
              FloatMatrix& logits, FloatMatrix* slopes) const override {
    const auto points = static_cast<Eigen::Index>(grid.size());
    const auto width = rows.cols() / static_cast<Eigen::Index>(mPlayers);
    const Eigen::Index own = static_cast<Eigen::Index>(feature) * width;
    FloatMatrix varied(rows.rows() * points, rows.cols());
    for (Eigen::Index i = 0; i < rows.rows(); ++i)
      for (Eigen::Index k = 0; k < points; ++k) {
        varied.row(i * points + k) = rows.row(i);
        varied.row(i * points + k)
            .segment(own, width)
            .setConstant(static_cast<float>(grid[static_cast<std::size_t>(k)]));
      }
    logits.resize(rows.rows(), points);
    mPredictor->logits(varied.data(), static_cast<std::size_t>(varied.rows()), logits.data());
    if (slopes == nullptr)
      return;
    slopes->resize(rows.rows(), points);
    const Matrix gradients = mGradient(varied);
    for (Eigen::Index i = 0; i < varied.rows(); ++i)
      slopes->data()[i] = static_cast<float>(gradients.row(i).segment(own, width).sum());
  }

 private:
  std::shared_ptr<const Predictor> mPredictor;
  Gradient mGradient;
  std::size_t mPlayers;
};

} // namespace

void LogitCurves::followMembers(const FloatMatrix& rows, std::size_t feature, const std::vector<double>& grid,
                                FloatMatrix& logits, FloatMatrix* slopes,
                                std::vector<FollowedCurves>& ofMembers) const {
  ofMembers.clear();
  follow(rows, feature, grid, logits, slopes);
}

std::unique_ptr<LogitCurves> predictorCurves(std::shared_ptr<const Predictor> predictor,
                                             const Gradient& gradient, std::size_t players) {
  return std::make_unique<PredictorCurves>(std::move(predictor), gradient, players);
}

std::unique_ptr<LogitCurves> predictorCurves(const Predictor& predictor, const Gradient& gradient,
                                             std::size_t players) {
  const std::shared_ptr<const Predictor> borrowed(std::shared_ptr<const Predictor>(), &predictor);
  return predictorCurves(borrowed, gradient, players);
}

void setPlayer(FloatMatrix& rows, std::size_t players, std::size_t player, double value) {
  const auto width = rows.cols() / static_cast<Eigen::Index>(players);
  rows.middleCols(static_cast<Eigen::Index>(player) * width, width).setConstant(static_cast<float>(value));
}

} // namespace prospectivity
