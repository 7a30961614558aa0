#include "engine/model/predictor_game.h"

#include <algorithm>

namespace prospectivity {

namespace {

/// Rows that are evaluated together: enough to keep the predictor busy, few enough for the cache.
constexpr std::size_t batchRows = 1024;

class PredictorGame : public CoalitionGame {
 public:
  PredictorGame(std::shared_ptr<const Predictor> predictor, const FloatMatrix& background, Players players,
                OutputSpace space, bool tellsMembersApart)
      : mPredictor(std::move(predictor)), mBackground(background), mPlayers(std::move(players)),
        mSpace(space), mMembers(tellsMembersApart && mPredictor->members() > 1 ? mPredictor->members() : 0) {}

  std::size_t players() const override { return mPlayers.count(); }
  std::size_t members() const override { return mMembers; }

  void start(const float* sample) override { mSample.assign(sample, sample + mPredictor->featureCount()); }

  void allValues(std::vector<double>& values, const Progress& progress) override {
    std::vector<std::vector<double>> none;
    allValues(values, none, progress);
  }

  std::vector<double> shapleyOfMembers(Matrix& ofMembers, const Progress& progress) override {
    return explain(nullptr, ofMembers, progress);
  }

  std::vector<double> shapleyWithInteractions(Matrix& interactions, Matrix& ofMembers,
                                              const Progress& progress) override {
    return explain(&interactions, ofMembers, progress);
  }

  void prefixValues(const std::vector<std::vector<std::size_t>>& orders, Matrix& values,
                    const Progress& progress) override {
    std::vector<Matrix> none;
    prefixValues(orders, values, none, progress);
  }

  void prefixValuesOfMembers(const std::vector<std::vector<std::size_t>>& orders, Matrix& values,
                             std::vector<Matrix>& ofMembers, const Progress& progress) override {
    ofMembers.resize(mMembers);
    prefixValues(orders, values, ofMembers, progress);
  }

 private:
  /// `interactions` may be null.
  std::vector<double> explain(Matrix* interactions, Matrix& ofMembers, const Progress& progress) {
    std::vector<double> values;
    std::vector<std::vector<double>> valuesOfMembers(mMembers);
    allValues(values, valuesOfMembers, progress);
    return shapleyFromCoalitions(values, valuesOfMembers, players(), ofMembers, interactions);
  }

  /// `ofMembers` has an entry for each member that is told apart, or none.
  void allValues(std::vector<double>& values, std::vector<std::vector<double>>& ofMembers,
                 const Progress& progress) {
    values.assign(std::size_t{1} << players(), 0.0);
    std::vector<double*> valuesOfMembers;
    for (std::vector<double>& own : ofMembers) {
      own.assign(values.size(), 0.0);
      valuesOfMembers.push_back(own.data());
    }
    evaluate(
        values.size(), [](std::size_t mask, std::size_t player) { return ((mask >> player) & 1) != 0; },
        values.data(), valuesOfMembers, progress);
  }

  /// `ofMembers` as in allValues().
  void prefixValues(const std::vector<std::vector<std::size_t>>& orders, Matrix& values,
                    std::vector<Matrix>& ofMembers, const Progress& progress) {
    const std::size_t steps = players() + 1;
    std::vector<std::vector<std::size_t>> ranks(orders.size(), std::vector<std::size_t>(players()));
    for (std::size_t k = 0; k < orders.size(); ++k)
      for (std::size_t i = 0; i < players(); ++i)
        ranks[k][orders[k][i]] = i;
    values.resize(static_cast<Eigen::Index>(orders.size()), static_cast<Eigen::Index>(steps));
    std::vector<double*> valuesOfMembers;
    for (Matrix& own : ofMembers) {
      own.resize(values.rows(), values.cols());
      valuesOfMembers.push_back(own.data());
    }
    evaluate(
        orders.size() * steps,
        [&](std::size_t coalition, std::size_t player) {
          return ranks[coalition / steps][player] < coalition % steps;
        },
        values.data(), valuesOfMembers, progress);
  }

  /// values[i]: mean output over the background of coalition i, whose players `takesPart` tells. The same of
  /// each member in ofMembers[m][i], or of none.
  template <typename TakesPart>
  void evaluate(std::size_t coalitions, const TakesPart& takesPart, double* values,
                const std::vector<double*>& ofMembers, const Progress& progress) {
    const auto background = static_cast<std::size_t>(mBackground.rows());
    const std::size_t columns = mPredictor->featureCount();
    mRows.resize(batchRows * columns);
    mLogits.resize(batchRows);
    mLogitsOfMembers.resize(ofMembers.size() * batchRows);
    std::fill(values, values + coalitions, 0.0);
    for (double* own : ofMembers)
      std::fill(own, own + coalitions, 0.0);
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
      if (ofMembers.empty())
        mPredictor->logits(mRows.data(), count, mLogits.data());
      else
        mPredictor->memberLogits(mRows.data(), count, mLogits.data(), mLogitsOfMembers.data());
      const auto add = [&](const float* logits, double* sums) {
        for (std::size_t i = 0; i < count; ++i) {
          const double logit = static_cast<double>(logits[i]);
          sums[(first + i) / background] += mSpace == OutputSpace::Logit ? logit : sigmoid(logit);
        }
      };
      add(mLogits.data(), values);
      for (std::size_t m = 0; m < ofMembers.size(); ++m)
        add(&mLogitsOfMembers[m * count], ofMembers[m]);
    }
    const auto divide = [&](double* sums) {
      for (std::size_t i = 0; i < coalitions; ++i)
        sums[i] /= static_cast<double>(background);
    };
    divide(values);
    for (double* own : ofMembers)
      divide(own);
  }

  std::shared_ptr<const Predictor> mPredictor;
  const FloatMatrix& mBackground;
  Players mPlayers;
  OutputSpace mSpace;
  std::size_t mMembers; ///< told apart; 0: none
  std::vector<float> mSample;
  std::vector<float> mRows;
  std::vector<float> mLogits;
  std::vector<float> mLogitsOfMembers; ///< members x rows of a batch
};

} // namespace

GameMaker predictorGame(std::shared_ptr<const Predictor> predictor, const FloatMatrix& background,
                        const Players& players, OutputSpace space, bool tellsMembersApart) {
  return [predictor = std::move(predictor), &background, players, space, tellsMembersApart] {
    return std::make_unique<PredictorGame>(predictor, background, players, space, tellsMembersApart);
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
