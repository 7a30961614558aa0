#include "engine/train/final_model.h"

#include "engine/core/random.h"
#include "engine/model/window_means.h"

#include <algorithm>
#include <numeric>

namespace prospectivity {

const Choices& finalModelChoices() {
  static const Choices choices{{"refit", "Refitted on all observed samples"},
                               {"ensemble", "Ensemble of the fold models"}};
  return choices;
}

namespace {

constexpr std::size_t largestBackground = 128;

// Streams of the seed that no fold uses: folds count from 0.
constexpr std::uint64_t refitStream = 1'000'000'000;
constexpr std::uint64_t backgroundStream = 1'000'000'001;

FloatMatrix backgroundOf(const SampleTable& table, Random random) {
  std::vector<std::size_t> classes[2];
  for (std::size_t row = 0; row < table.size(); ++row)
    if (table.isObserved(row))
      classes[table.labels[row]].push_back(row);
  const std::size_t all = classes[0].size() + classes[1].size();
  std::vector<std::size_t> chosen;
  for (std::vector<std::size_t>& rows : classes) {
    random.shuffle(rows);
    const std::size_t share = all <= largestBackground
                                  ? rows.size()
                                  : std::max<std::size_t>(1, rows.size() * largestBackground / all);
    chosen.insert(chosen.end(), rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(share));
  }
  std::sort(chosen.begin(), chosen.end());
  return table.rows(chosen).values.cast<float>();
}

TrainingSamples trainingSamplesOf(const SampleTable& table, std::size_t features, int window,
                                  const std::vector<FoldResult>& folds) {
  std::vector<int> foldOfRow(table.size(), -1);
  for (const FoldResult& fold : folds)
    if (fold.rows.repeat == 0)
      for (const std::size_t row : fold.rows.test)
        foldOfRow[row] = fold.rows.fold;
  TrainingSamples samples;
  std::vector<std::size_t> observed;
  for (std::size_t row = 0; row < table.size(); ++row)
    if (table.isObserved(row)) {
      observed.push_back(row);
      samples.folds.push_back(foldOfRow[row]);
    }
  const FloatMatrix inputs = table.rows(observed).values.cast<float>();
  samples.values.resize(inputs.rows(), static_cast<Eigen::Index>(features));
  for (Eigen::Index i = 0; i < inputs.rows(); ++i)
    windowMeans(inputs.row(i).data(), features, 1, 1, window, samples.values.row(i).data());
  return samples;
}

} // namespace

FittedModel finalModel(const SampleTable& table, const std::vector<std::string>& features,
                       const std::vector<FoldResult>& folds, const Learner& learner, FinalModel kind,
                       std::uint64_t seed, const Progress& progress) {
  FittedModel result;
  result.kind = kind;
  if (kind == FinalModel::Ensemble) {
    std::vector<std::shared_ptr<const Model>> models;
    for (const FoldResult& fold : folds)
      models.push_back(fold.trained.model);
    result.model = learner.join(features, models);
  } else {
    std::vector<FitHistory> histories;
    for (const FoldResult& fold : folds)
      histories.push_back(fold.trained.history);
    const std::unique_ptr<Learner> whole = learner.withoutStopping(histories);
    std::vector<std::size_t> rows(table.size());
    std::iota(rows.begin(), rows.end(), std::size_t{0});
    TrainedPart part =
        (whole ? *whole : learner).fit(table, rows, Random(seed).fork(refitStream).bits(), progress);
    result.model = learner.join(features, {part.model});
    result.history = std::move(part.history);
  }
  result.model->background = backgroundOf(table, Random(seed).fork(backgroundStream));
  result.model->training = trainingSamplesOf(table, features.size(), learner.window(), folds);
  return result;
}

} // namespace prospectivity
