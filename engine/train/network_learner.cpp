#include "engine/train/network_learner.h"

#include "engine/core/error.h"
#include "engine/core/input_layout.h"
#include "engine/core/random.h"
#include "engine/network/network_model.h"
#include "engine/samples/class_columns.h"
#include "engine/samples/missing_values.h"
#include "engine/train/joined_members.h"
#include "engine/train/training_rows.h"

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
constexpr std::uint64_t memberStream = 3; // of the second network and those after it
constexpr std::uint64_t classStream = 4;

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

/// Fitted on `scaled` cells of the samples, in which numbers stand for the codes of `encoder`; `scaling` is
/// of these numbers.
InputChannels channelsOf(const Matrix& scaled, const SampleTable& samples, const NetworkShape& shape,
                         const Scaling& scaling, const ClassEncoder& encoder) {
  InputChannels channels =
      InputChannels::fit(scaled, shape.thresholds, shape.hasPresence, shape.fillsMissing);
  if (!shape.takesMissing())
    return channels;
  const std::vector<std::optional<double>> classes = mostFrequentClasses(cellsOf(samples, shape.window));
  for (std::size_t feature = 0; feature < classes.size(); ++feature)
    if (classes[feature])
      channels.features[feature].fill = scaling.scaled(feature, static_cast<float>(*classes[feature]));
  const InputLayout layout = shape.layout();
  const ClassEncoding encoding = encoder.ofFeatures();
  for (const ClassEncoding::Layer& layer : encoding.layers())
    if (const std::optional<float> code = encoder.mostFrequentCode(layout.center(layer.feature)))
      channels.features[layer.feature].fill = scaling.scaled(layer.feature, layer.classes(*code));
  return channels;
}

/// Features whose numbers are codes of classes and enter as such: bands of 0 and 1 say how much of a class
/// there is, and log-odds are as good as any number between them. A count of something is a quantity where
/// the record of its layer says so, however few its numbers are.
std::vector<bool> codesAmong(const SampleTable& samples, const InputLayout& layout,
                             const ClassEncodingOptions& encoded) {
  std::vector<bool> areCodes(layout.features, false);
  for (const std::vector<int>& columns : classColumns(samples))
    for (const int column : columns) {
      if (!samples.descriptions.empty() &&
          samples.descriptions[static_cast<std::size_t>(column)].kind == FeatureKind::Quantity)
        continue;
      const auto values = samples.values.col(column).array();
      if (!(values == 0 || values == 1 || values.isNaN()).all())
        areCodes[layout.featureOf(static_cast<std::size_t>(column))] = true;
    }
  for (const std::size_t layer : encoded.layers)
    areCodes[layer] = false;
  return areCodes;
}

/// Which inputs of the first layer belong to some of the features.
std::vector<std::size_t> inputsOf(const std::vector<bool>& features, const ModelMember& member) {
  const NetworkShape& shape = member.network.shape;
  std::vector<std::size_t> inputs;
  for (std::size_t position = 0; position < member.order.size(); ++position) {
    if (!features[static_cast<std::size_t>(member.order[position])])
      continue;
    for (int channel = 0; channel < shape.channels(); ++channel)
      for (std::size_t cell = 0; cell < shape.layout().cells(); ++cell)
        inputs.push_back(shape.inputPlace(position, channel) + cell);
  }
  return inputs;
}

/// Passes over all rows that make as many steps as `epochs` passes over the observed ones, at least one.
int passesOver(std::size_t rows, std::size_t observed, int epochs) {
  return std::max(1,
                  static_cast<int>(std::lround(static_cast<double>(epochs) * static_cast<double>(observed) /
                                               static_cast<double>(rows))));
}

std::uint64_t seedOfMember(const Random& random, int member) {
  return member == 0 ? random.fork(networkStream).bits()
                     : random.fork(memberStream).fork(static_cast<std::uint64_t>(member)).bits();
}

/// Of several networks the first one tells of its epochs, for all of them.
Progress progressOfMember(const Progress& progress, int member, int members) {
  Progress part = progress.part(static_cast<double>(member) / members, (member + 1.0) / members);
  if (members > 1 && progress.onMessage)
    part.onMessage = [&progress, member, members](const Sentence& line) {
      if (member == 0)
        progress.message({"network 1 of %1, %2", members, line});
    };
  return part;
}

/// The history of a training: epoch by epoch the mean over the networks that were still fitted.
FitHistory meanHistory(const std::vector<FitHistory>& networks) {
  FitHistory result;
  const auto average = [&](std::vector<double> FitHistory::*values) {
    std::vector<double>& mean = result.*values;
    std::vector<int> counts;
    for (const FitHistory& network : networks) {
      const std::vector<double>& own = network.*values;
      mean.resize(std::max(mean.size(), own.size()), 0.0);
      counts.resize(mean.size(), 0);
      for (std::size_t epoch = 0; epoch < own.size(); ++epoch) {
        mean[epoch] += own[epoch];
        ++counts[epoch];
      }
    }
    for (std::size_t epoch = 0; epoch < mean.size(); ++epoch)
      mean[epoch] /= counts[epoch];
  };
  average(&FitHistory::trainingLoss);
  average(&FitHistory::validationLoss);
  average(&FitHistory::trainingAccuracy);
  average(&FitHistory::validationAccuracy);
  result.bestEpoch = refitEpochs(networks) - 1;
  return result;
}

} // namespace

MissingEvidence TrainingOptions::missing() const {
  if (fit.shape.hasPresence)
    return MissingEvidence::Learn;
  return fit.shape.fillsMissing ? MissingEvidence::Fill : MissingEvidence::Exclude;
}

void TrainingOptions::setMissing(MissingEvidence missing) {
  fit.shape.hasPresence = missing == MissingEvidence::Learn;
  fit.shape.fillsMissing = missing == MissingEvidence::Fill;
}

void TrainingOptions::check() const {
  if (fit.epochs < 1)
    throw Error("%1 must be at least 1: choose a number such as 200.", Subject::Epochs);
  if (fit.batchSize < 1)
    throw Error("%1 must be at least 1: choose a number such as 32.", Subject::BatchSize);
  if (!(fit.learningRate > 0) || !std::isfinite(fit.learningRate))
    throw Error("%1 must be above 0: choose a value such as 0.001.", Subject::LearningRate);
  if (!(fit.weightDecay >= 0) || !std::isfinite(fit.weightDecay))
    throw Error("%1 must be at least 0: choose a value such as 0.0001.", Subject::WeightDecay);
  if (fit.patience < 0)
    throw Error(
        "%1 must be at least 0: choose a number of epochs such as 20, or 0 to train without early stopping.",
        Subject::Patience);
  if (members < 1)
    throw Error("%1 must be at least 1: choose a number of networks such as 5.", Subject::Members);
  if (!(fit.mixup >= 0) || !std::isfinite(fit.mixup))
    throw Error("%1 must be at least 0: choose a value such as 0.4, or 0 to train without it.",
                Subject::Mixup);
  fit.shape.check();
}

const ModelKind& NetworkLearner::kind() const {
  return NetworkModel::networks();
}

bool NetworkLearner::keepsValidation() const {
  return mOptions.fit.schedule == Schedule::EarlyStopping && mOptions.fit.patience > 0;
}

TrainedPart NetworkLearner::fit(const SampleTable& table, const std::vector<std::size_t>& training,
                                std::uint64_t seed, const Progress& progress) const {
  const Random random(seed);
  TrainedPart part;
  splitOffValidation(table, training, mOptions.groups, keepsValidation() ? mOptions.validationShare : 0,
                     random.fork(validationStream), part);
  part.syntheticRows = syntheticRowsOf(table, training, part.fitRows);
  if (mOptions.missing() == MissingEvidence::Exclude)
    requireComplete(table, training);
  requireKnownValues(table, part.fitRows, window(), true);

  const SampleTable observed = table.rows(part.fitRows);
  InputLayout layout;
  layout.window = window();
  layout.features = static_cast<std::size_t>(observed.values.cols()) / layout.cells();
  const ClassEncoder classes(mOptions.classes, table, part.fitRows, random.fork(classStream));
  const Matrix encoded = classes.fitted(observed);
  ModelMember member;
  member.scaling = Scaling::fit(mOptions.scaling, layout.cellByCell(encoded));
  const FloatMatrix scaled = member.scaling.apply(encoded, layout.cells());
  const NetworkShape& wanted = mOptions.fit.shape;
  member.channels =
      channelsOf(layout.cellByCell(scaled.cast<double>()), observed, wanted, member.scaling, classes);
  member.order.resize(layout.features);
  std::iota(member.order.begin(), member.order.end(), 0);
  if (mOptions.order && layout.window == 1)
    member.order = mOptions.order(scaled, observed.labels);

  SampleTable all = observed;
  all.append(table.rows(part.syntheticRows));
  if (mOptions.augment) {
    const SampleTable added = mOptions.augment(observed, random.fork(augmentationStream).bits());
    part.augmented = added.size();
    all.append(added);
  }

  FitOptions fit = mOptions.fit;
  fit.shape.features = static_cast<int>(member.order.size());
  // With the steps of so many more passes the network learns the synthetic samples by heart, and with them
  // the observed ones that they lie between.
  if (fit.schedule == Schedule::Cosine)
    fit.epochs = passesOver(all.size(), observed.size(), fit.epochs);
  member.network.shape = fit.shape;
  FitData data{member.asSeen(classes.fitted(all)), all.labels, {}, {}};
  data.codes = inputsOf(codesAmong(table, layout, mOptions.classes), member);
  // From here on what is not fitted on is encoded by the whole part.
  member.scaling.classes = classes.ofFeatures();
  const SampleTable validation = table.rows(part.validationRows);
  data.validation = member.asSeen(validation.values);
  data.validationLabels = validation.labels;
  auto model = std::make_shared<NetworkModel>();
  model->features.resize(member.order.size());
  std::vector<FitHistory> histories;
  for (int m = 0; m < mOptions.members; ++m) {
    fit.seed = seedOfMember(random, m);
    FittedNetwork fitted = modelBackend().fit(data, fit, progressOfMember(progress, m, mOptions.members));
    member.network = std::move(fitted.network);
    model->members.push_back(member);
    histories.push_back(std::move(fitted.history));
  }
  part.history = meanHistory(histories);
  part.model = std::move(model);
  return part;
}

std::unique_ptr<Learner> NetworkLearner::withoutStopping(const std::vector<FitHistory>& folds) const {
  if (mOptions.fit.schedule == Schedule::Cosine)
    return nullptr;
  TrainingOptions options = mOptions;
  options.fit.patience = 0;
  options.fit.epochs = refitEpochs(folds);
  return std::make_unique<NetworkLearner>(std::move(options));
}

std::unique_ptr<Model> NetworkLearner::join(const std::vector<std::string>& features,
                                            const std::vector<std::shared_ptr<const Model>>& models) const {
  return joinedMembers(std::make_unique<NetworkModel>(), features, models);
}

LearnerMaker networkLearners(const TrainingOptions& options) {
  return [options](const AugmentFunction& augment, const OrderFunction& order) {
    TrainingOptions own = options;
    own.augment = augment;
    own.order = order;
    return std::make_unique<NetworkLearner>(std::move(own));
  };
}

int refitEpochs(const std::vector<FitHistory>& folds) {
  std::vector<int> epochs;
  epochs.reserve(folds.size());
  for (const FitHistory& fold : folds)
    epochs.push_back(fold.bestEpoch + 1);
  const auto middle = epochs.begin() + static_cast<std::ptrdiff_t>(epochs.size() / 2);
  std::nth_element(epochs.begin(), middle, epochs.end());
  return *middle;
}

} // namespace prospectivity
