#include "engine/model/predictor_game.h"

#include <algorithm>

namespace prospectivity {

namespace {

/// Rows that are evaluated together: enough to keep the predictor busy, few enough for the cache.
constexpr std::size_t batchRows = 1024;

class PredictorGame : public CoalitionGame {
 public:
  PredictorGame(std::shared_ptr<const Predictor> predictor, const FloatMatrix& background, Players players,
                OutputSpace space)
      : mPredictor(std::move(predictor)), mBackground(background), mPlayers(std::move(players)),
        mSpace(space) {}

  std::size_t players() const override { return mPlayers.count(); }

  void start(const float* sample) override { mSample.assign(sample, sample + mPredictor->featureCount()); }

  void allValues(std::vector<double>& values, const Progress& progress) override {
    values.assign(std::size_t{1} << players(), 0.0);
    evaluate(
        values.size(), [](std::size_t mask, std::size_t player) { return ((mask >> player) & 1) != 0; },
        values.data(), progress);
  }

  void prefixValues(const std::vector<std::vector<std::size_t>>& orders, Matrix& values,
                    const Progress& progress) override {
    const std::size_t steps = players() + 1;
    std::vector<std::vector<std::size_t>> ranks(orders.size(), std::vector<std::size_t>(players()));
    for (std::size_t k = 0; k < orders.size(); ++k)
      for (std::size_t i = 0; i < players(); ++i)
        ranks[k][orders[k][i]] = i;
    values.resize(static_cast<Eigen::Index>(orders.size()), static_cast<Eigen::Index>(steps));
    evaluate(
        orders.size() * steps,
        [&](std::size_t coalition, std::size_t player) {
          return ranks[coalition / steps][player] < coalition % steps;
        },
        values.data(), progress);
  }

 private:
  /// values[i]: mean output over the background of coalition i, whose players `takesPart` tells.
  template <typename TakesPart>
  void evaluate(std::size_t coalitions, const TakesPart& takesPart, double* values,
                const Progress& progress) {
    const auto background = static_cast<std::size_t>(mBackground.rows());
    const std::size_t columns = mPredictor->featureCount();
    mRows.resize(batchRows * columns);
    mLogits.resize(batchRows);
    std::fill(values, values + coalitions, 0.0);
    const std::size_t total = coalitions * background;
    for (std::size_t first = 0; first < total; first += batchRows) {
      progress.check();
      const std::size_t count = std::min(batchRows, total - first);
      for (std::size_t i = 0; i < count; ++i) {
        const std::size_t coalition = (first + i) / background;
        const auto reference = static_cast<Eigen::Index>((first + i) % background);
        float* row = &mRows[i * columns];
        std::copy_n(mBackground.row(reference).data(), columns, row);
        for (std::size_t j = 0; j < mPlayers.count(); ++j)
          if (takesPart(coalition, j))
            for (const int column : mPlayers.columns[j])
              row[column] = mSample[static_cast<std::size_t>(column)];
      }
      mPredictor->logits(mRows.data(), count, mLogits.data());
      for (std::size_t i = 0; i < count; ++i) {
        const double logit = static_cast<double>(mLogits[i]);
        values[(first + i) / background] += mSpace == OutputSpace::Logit ? logit : sigmoid(logit);
      }
    }
    for (std::size_t i = 0; i < coalitions; ++i)
      values[i] /= static_cast<double>(background);
  }

  std::shared_ptr<const Predictor> mPredictor;
  const FloatMatrix& mBackground;
  Players mPlayers;
  OutputSpace mSpace;
  std::vector<float> mSample;
  std::vector<float> mRows;
  std::vector<float> mLogits;
};

} // namespace

GameMaker predictorGame(std::shared_ptr<const Predictor> predictor, const FloatMatrix& background,
                        const Players& players, OutputSpace space) {
  return [predictor = std::move(predictor), &background, players, space] {
    return std::make_unique<PredictorGame>(predictor, background, players, space);
  };
}

GameMaker predictorGame(const Predictor& predictor, const FloatMatrix& background, const Players& players,
                        OutputSpace space) {
  const std::shared_ptr<const Predictor> borrowed(std::shared_ptr<const Predictor>(), &predictor);
  return predictorGame(borrowed, background, players, space);
}

std::vector<double> outputsOf(const Predictor& predictor, const FloatMatrix& rows, OutputSpace space) {
  std::vector<float> logits(static_cast<std::size_t>(rows.rows()));
  predictor.logits(rows.data(), logits.size(), logits.data());
  std::vector<double> outputs(logits.begin(), logits.end());
  if (space == OutputSpace::Probability)
    for (double& output : outputs)
      output = sigmoid(output);
  return outputs;
}

} // namespace prospectivity
