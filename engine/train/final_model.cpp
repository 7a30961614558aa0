#include "engine/train/final_model.h"

#include "engine/core/random.h"
#include "engine/model/window_means.h"

#include <algorithm>

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

int refitEpochs(const std::vector<FoldResult>& folds) {
  std::vector<int> epochs;
  for (const FoldResult& fold : folds)
    epochs.push_back(fold.trained.history.bestEpoch + 1);
  const auto middle = epochs.begin() + static_cast<std::ptrdiff_t>(epochs.size() / 2);
  std::nth_element(epochs.begin(), middle, epochs.end());
  return *middle;
}

FittedModel finalModel(const SampleTable& table, const std::vector<std::string>& features,
                       const std::vector<FoldResult>& folds, const TrainingOptions& options, FinalModel kind,
                       std::uint64_t seed, const Progress& progress) {
  FittedModel result;
  result.model.features = features;
  result.model.background = backgroundOf(table, Random(seed).fork(backgroundStream));
  result.model.training = trainingSamplesOf(table, features.size(), options.fit.shape.window, folds);
  if (kind == FinalModel::Ensemble) {
    for (const FoldResult& fold : folds)
      result.model.members.push_back(fold.trained.member);
    return result;
  }
  TrainingOptions all = options;
  all.fit.patience = 0;
  all.fit.epochs = refitEpochs(folds);
  std::vector<std::size_t> rows(table.size());
  for (std::size_t row = 0; row < rows.size(); ++row)
    rows[row] = row;
  TrainedPart part = trainPart(table, rows, all, Random(seed).fork(refitStream).bits(), progress);
  result.model.members.push_back(std::move(part.member));
  result.history = std::move(part.history);
  return result;
}

} // namespace prospectivity
