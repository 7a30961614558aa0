#include "engine/train/training_part.h"

#include "engine/core/error.h"
#include "engine/core/random.h"
#include "engine/model/predictor.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>
#include <set>

namespace prospectivity {

namespace {

// Below this many samples of a class none can be spared for validation.
constexpr std::size_t fewestToSpareOne = 5;

// Numbered streams of a training's seed.
constexpr std::uint64_t validationStream = 0;
constexpr std::uint64_t augmentationStream = 1;
constexpr std::uint64_t networkStream = 2;

/// Rows of each class that are to be held out: about `share` of it, none when it is too small.
std::array<std::size_t, 2> wantedForValidation(const std::array<std::vector<std::size_t>, 2>& classes,
                                               double share) {
  std::array<std::size_t, 2> wanted{0, 0};
  if (share > 0 && std::min(classes[0].size(), classes[1].size()) >= fewestToSpareOne)
    for (std::size_t label = 0; label < 2; ++label)
      wanted[label] = std::max<std::size_t>(
          1, static_cast<std::size_t>(std::lround(share * static_cast<double>(classes[label].size()))));
  return wanted;
}

/// Whole groups, in random order, as long as no class gets more than is wanted; nothing when a class gets
/// none, as it could not tell when to stop.
std::set<std::size_t> wholeGroups(const SampleTable& table,
                                  const std::array<std::vector<std::size_t>, 2>& classes,
                                  const std::array<std::size_t, 2>& wanted,
                                  const std::vector<std::size_t>& groups, Random random) {
  std::map<std::size_t, std::vector<std::size_t>> members;
  for (const std::vector<std::size_t>& rows : classes)
    for (const std::size_t row : rows)
      members[groups[row]].push_back(row);
  std::vector<std::size_t> order;
  order.reserve(members.size());
  for (const auto& group : members)
    order.push_back(group.first);
  random.shuffle(order);
  std::set<std::size_t> chosen;
  std::array<std::size_t, 2> held{0, 0};
  for (const std::size_t group : order) {
    std::array<std::size_t, 2> with = held;
    for (const std::size_t row : members[group])
      ++with[static_cast<std::size_t>(table.labels[row])];
    if (with[0] > wanted[0] || with[1] > wanted[1])
      continue;
    held = with;
    chosen.insert(members[group].begin(), members[group].end());
  }
  return held[0] > 0 && held[1] > 0 ? chosen : std::set<std::size_t>();
}

void splitOffValidation(const SampleTable& table, const std::vector<std::size_t>& training,
                        const std::vector<std::size_t>& groups, double share, Random random,
                        TrainedPart& part) {
  std::array<std::vector<std::size_t>, 2> classes;
  for (const std::size_t row : training)
    if (table.isObserved(row))
      classes[static_cast<std::size_t>(table.labels[row])].push_back(row);
  const std::array<std::size_t, 2> wanted = wantedForValidation(classes, share);
  std::set<std::size_t> held;
  if (groups.empty())
    for (std::size_t label = 0; label < 2; ++label) {
      random.shuffle(classes[label]);
      held.insert(classes[label].begin(),
                  classes[label].begin() + static_cast<std::ptrdiff_t>(wanted[label]));
    }
  else
    held = wholeGroups(table, classes, wanted, groups, random);
  for (const std::vector<std::size_t>& rows : classes)
    for (const std::size_t row : rows)
      (held.count(row) > 0 ? part.validationRows : part.fitRows).push_back(row);
  std::sort(part.validationRows.begin(), part.validationRows.end());
  std::sort(part.fitRows.begin(), part.fitRows.end());
}

std::vector<std::size_t> orphansLeftOut(const SampleTable& table, const std::vector<std::size_t>& training,
                                        const std::vector<std::size_t>& fitRows) {
  // An id that several samples share (merged layers) stands for all of them: one left out is enough.
  const std::set<std::size_t> fitted(fitRows.begin(), fitRows.end());
  std::set<std::int64_t> present;
  for (const std::size_t row : fitRows)
    present.insert(table.ids[row]);
  for (std::size_t row = 0; row < table.size(); ++row)
    if (table.isObserved(row) && fitted.count(row) == 0)
      present.erase(table.ids[row]);
  const auto isPresent = [&](const std::optional<std::int64_t>& id) { return !id || present.count(*id) > 0; };
  std::vector<std::size_t> kept;
  for (const std::size_t row : training)
    if (!table.isObserved(row) && table.parentA[row] && isPresent(table.parentA[row]) &&
        isPresent(table.parentB[row]))
      kept.push_back(row);
  return kept;
}

/// Values with one row per sample and cell of its window, one column per feature.
Matrix perFeature(const Matrix& values, int cells) {
  const Eigen::Index features = values.cols() / cells;
  Matrix result(values.rows() * cells, features);
  for (Eigen::Index i = 0; i < values.rows(); ++i)
    for (Eigen::Index j = 0; j < features; ++j)
      result.col(j).segment(i * cells, cells) = values.row(i).segment(j * cells, cells).transpose();
  return result;
}

FloatMatrix scaledValues(const Scaling& scaling, const Matrix& values, int cells) {
  if (cells == 1)
    return scaling.apply(values);
  FloatMatrix scaled(values.rows(), values.cols());
  for (Eigen::Index j = 0; j < values.cols(); ++j) {
    const auto feature = static_cast<std::size_t>(j / cells);
    scaled.col(j) = (values.col(j).cast<float>().array() - scaling.center[feature]) / scaling.scale[feature];
  }
  return scaled;
}

FloatMatrix reordered(const FloatMatrix& scaled, const std::vector<int>& order, int cells) {
  FloatMatrix result(scaled.rows(), scaled.cols());
  for (std::size_t p = 0; p < order.size(); ++p)
    result.middleCols(static_cast<Eigen::Index>(p) * cells, cells) =
        scaled.middleCols(order[p] * cells, cells);
  return result;
}

} // namespace

void TrainingOptions::check() const {
  if (fit.epochs < 1)
    throw Error("EPOCHS must be at least 1: choose a number such as 200.");
  if (fit.batchSize < 1)
    throw Error("BATCH_SIZE must be at least 1: choose a number such as 32.");
  if (!(fit.learningRate > 0) || !std::isfinite(fit.learningRate))
    throw Error("LEARNING_RATE must be above 0: choose a value such as 0.001.");
  if (!(fit.weightDecay >= 0) || !std::isfinite(fit.weightDecay))
    throw Error("WEIGHT_DECAY must be at least 0: choose a value such as 0.0001.");
  if (fit.patience < 0)
    throw Error("PATIENCE must be at least 0: choose a number of epochs such as 20, or 0 to train without "
                "early stopping.");
  fit.shape.check();
}

TrainedPart trainPart(const SampleTable& table, const std::vector<std::size_t>& training,
                      const TrainingOptions& options, std::uint64_t seed, const Progress& progress) {
  const Random random(seed);
  TrainedPart part;
  splitOffValidation(table, training, options.groups, options.fit.patience > 0 ? options.validationShare : 0,
                     random.fork(validationStream), part);
  part.syntheticRows = orphansLeftOut(table, training, part.fitRows);

  const int cells = options.fit.shape.window * options.fit.shape.window;
  const SampleTable observed = table.rows(part.fitRows);
  part.member.scaling =
      Scaling::fit(options.scaling, cells == 1 ? observed.values : perFeature(observed.values, cells));
  const FloatMatrix scaled = scaledValues(part.member.scaling, observed.values, cells);
  part.member.order.resize(part.member.scaling.center.size());
  std::iota(part.member.order.begin(), part.member.order.end(), 0);
  if (options.order && cells == 1)
    part.member.order = options.order(scaled, observed.labels);

  SampleTable all = observed;
  all.append(table.rows(part.syntheticRows));
  if (options.augment) {
    const SampleTable added = options.augment(observed, random.fork(augmentationStream).bits());
    part.augmented = added.size();
    all.append(added);
  }

  const auto asSeen = [&](const Matrix& values) {
    return reordered(scaledValues(part.member.scaling, values, cells), part.member.order, cells);
  };
  const SampleTable validation = table.rows(part.validationRows);
  FitData data{asSeen(all.values), all.labels, asSeen(validation.values), validation.labels};
  FitOptions fit = options.fit;
  fit.shape.features = static_cast<int>(part.member.order.size());
  fit.seed = random.fork(networkStream).bits();
  FittedNetwork fitted = modelBackend().fit(data, fit, progress);
  part.member.network = std::move(fitted.network);
  part.history = std::move(fitted.history);
  return part;
}

std::vector<double> memberProbabilities(const ModelMember& member, const Matrix& values) {
  if (values.rows() == 0)
    return {};
  Model model;
  model.features.resize(member.order.size());
  model.members.push_back(member);
  const FloatMatrix rows = values.cast<float>();
  std::vector<float> logits(static_cast<std::size_t>(rows.rows()));
  makePredictor(model)->logits(rows.data(), logits.size(), logits.data());
  std::vector<double> probabilities;
  for (const float logit : logits)
    probabilities.push_back(sigmoid(logit));
  return probabilities;
}

} // namespace prospectivity
