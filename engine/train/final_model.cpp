#include "engine/train/final_model.h"

#include "engine/core/parallel.h"
#include "engine/core/random.h"
#include "engine/model/window_means.h"
#include "engine/samples/negative_sets.h"

#include <algorithm>
#include <mutex>
#include <numeric>
#include <utility>

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
  const std::size_t sets = std::max<std::size_t>(1, setsOf(table).size());
  const std::size_t counts[2] = {(classes[0].size() + sets - 1) / sets, classes[1].size()};
  const std::size_t all = counts[0] + counts[1];
  std::vector<std::size_t> chosen;
  for (std::size_t label = 0; label < 2; ++label) {
    std::vector<std::size_t>& rows = classes[label];
    random.shuffle(rows);
    const std::size_t share = all <= largestBackground
                                  ? counts[label]
                                  : std::max<std::size_t>(1, counts[label] * largestBackground / all);
    chosen.insert(chosen.end(), rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(share));
  }
  std::sort(chosen.begin(), chosen.end());
  return table.rows(chosen).values.cast<float>();
}

/// `encoding`: of the model.
TrainingSamples trainingSamplesOf(const SampleTable& table, std::size_t features, int window,
                                  const ClassEncoding& encoding, const std::vector<FoldResult>& folds) {
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
  FloatMatrix inputs = table.rows(observed).values.cast<float>();
  samples.areEncoded = window > 1 && !encoding.empty();
  if (samples.areEncoded)
    for (Eigen::Index i = 0; i < inputs.rows(); ++i)
      encoding.encodePlanes(inputs.row(i).data(), static_cast<std::size_t>(inputs.cols()) / features);
  samples.values.resize(inputs.rows(), static_cast<Eigen::Index>(features));
  for (Eigen::Index i = 0; i < inputs.rows(); ++i)
    knownWindowMeans(inputs.row(i).data(), features, 1, 1, window, samples.values.row(i).data());
  return samples;
}

/// One model on all samples of a set, when its folds have told when to stop.
TrainedPart refitted(const SampleTable& table, const std::vector<FoldResult>& folds, int set,
                     const Learner& learner, std::uint64_t seed, const Progress& progress) {
  std::vector<FitHistory> histories;
  for (const FoldResult& fold : folds)
    if (fold.rows.set == set)
      histories.push_back(fold.trained.history);
  const std::unique_ptr<Learner> whole = learner.withoutStopping(histories);
  std::vector<std::size_t> rows(table.size());
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  return (whole ? *whole : learner).fit(table, rowsOfSet(table, rows, set), seed, progress);
}

/// The first set has the seed that a table without sets has.
std::uint64_t refitSeed(std::uint64_t seed, std::size_t index) {
  const Random random = Random(seed).fork(refitStream);
  return index == 0 ? Random(random).bits() : random.fork(index).bits();
}

/// Of several sets, side by side.
std::vector<TrainedPart> refittedSets(const SampleTable& table, const std::vector<int>& sets,
                                      const std::vector<FoldResult>& folds, const Learner& learner,
                                      std::uint64_t seed, const Progress& progress) {
  std::vector<TrainedPart> parts(sets.size());
  std::mutex guard;
  std::size_t done = 0;
  Progress quiet;
  quiet.isCancelled = progress.isCancelled;
  quiet.onWarning = progress.onWarning;
  parallelFor(sets.size(), 0, [&](std::size_t i) {
    progress.check();
    parts[i] = refitted(table, folds, sets[i], learner, refitSeed(seed, i), quiet);
    const std::lock_guard<std::mutex> lock(guard);
    progress.fraction(static_cast<double>(++done) / static_cast<double>(sets.size()));
  });
  return parts;
}

} // namespace

FittedModel finalModel(const SampleTable& table, const std::vector<std::string>& features,
                       const std::vector<FoldResult>& folds, const Learner& learner, FinalModel kind,
                       std::uint64_t seed, const Progress& progress) {
  FittedModel result;
  result.kind = kind;
  const std::vector<int> sets = setsOf(table);
  std::vector<std::shared_ptr<const Model>> models;
  const auto add = [&](const std::shared_ptr<const Model>& model, int set) {
    models.push_back(model);
    if (!sets.empty())
      result.memberSets.insert(result.memberSets.end(), model->memberCount(), set);
  };
  if (kind == FinalModel::Ensemble) {
    for (const FoldResult& fold : folds)
      add(fold.trained.model, fold.rows.set);
  } else if (sets.empty()) {
    TrainedPart part = refitted(table, folds, 0, learner, refitSeed(seed, 0), progress);
    add(part.model, 0);
    result.history = std::move(part.history);
  } else {
    const std::vector<TrainedPart> parts = refittedSets(table, sets, folds, learner, seed, progress);
    for (std::size_t i = 0; i < sets.size(); ++i)
      add(parts[i].model, sets[i]);
  }
  result.model = learner.join(features, models);
  result.model->background = backgroundOf(table, Random(seed).fork(backgroundStream));
  result.model->training =
      trainingSamplesOf(table, features.size(), learner.window(), result.model->encoding(), folds);
  return result;
}

} // namespace prospectivity
