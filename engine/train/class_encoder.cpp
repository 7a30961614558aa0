#include "engine/train/class_encoder.h"

#include "engine/core/error.h"
#include "engine/samples/class_columns.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>

namespace prospectivity {

namespace {

/// How many observed samples each code of a column has.
std::map<float, std::size_t> samplesOfCodes(const SampleTable& samples, std::size_t column) {
  std::map<float, std::size_t> counts;
  for (std::size_t row = 0; row < samples.size(); ++row) {
    const auto code =
        static_cast<float>(samples.values(static_cast<Eigen::Index>(row), static_cast<Eigen::Index>(column)));
    if (samples.isObserved(row) && !std::isnan(code))
      ++counts[code];
  }
  return counts;
}

/// Whether a column that classColumns() names alone is codes.
bool isCodes(const SampleTable& samples, std::size_t column) {
  const FeatureKind kind =
      samples.descriptions.empty() ? FeatureKind::Unknown : samples.descriptions[column].kind;
  return kind == FeatureKind::Codes ||
         (kind == FeatureKind::Unknown && samplesOfCodes(samples, column).size() > 2);
}

void requireSamples(const SampleTable& samples, const ClassEncodingOptions& options,
                    const Progress& progress) {
  for (const std::size_t layer : options.layers) {
    const std::map<float, std::size_t> counts = samplesOfCodes(samples, layer);
    const auto common =
        static_cast<std::size_t>(std::count_if(counts.begin(), counts.end(), [&](const auto& code) {
          return code.second >= options.fewestSamples;
        }));
    if (common == 0)
      throw Error(
          "%1 is log-odds, but no class of '%2' has %3 samples: join classes of the layer, leave it out "
          "of %4, or choose one-hot.",
          Subject::ClassEncoding, samples.features[layer], options.fewestSamples, Subject::Features);
    const std::size_t rare = counts.size() - common;
    if (rare == 0)
      progress.message({"'%1' enters as the log-odds of its %2 classes.", samples.features[layer], common});
    else
      progress.message(
          {"'%1' enters as the log-odds of its classes: %2 of their own, and %3 with fewer than %4 "
           "samples together.",
           samples.features[layer], common, rare, options.fewestSamples});
  }
}

} // namespace

const Choices& classEntryChoices() {
  static const Choices choices{{"one-hot", "As in the samples: one-hot bands, or codes as numbers"},
                               {"log-odds", "Log-odds of deposits in the class"}};
  return choices;
}

ClassEncodingOptions logOddsOf(const SampleTable& samples, const Progress& progress) {
  ClassEncodingOptions options;
  options.features = samples.features.size();
  for (const std::vector<int>& columns : classColumns(samples))
    if (const auto column = static_cast<std::size_t>(columns.front());
        columns.size() == 1 && isCodes(samples, column))
      options.layers.push_back(column);
  if (options.layers.empty())
    throw Error(
        "%1 is log-odds, but no feature is a layer of class codes: build the stack with the layer in %2 "
        "and without %3, or choose one-hot.",
        Subject::ClassEncoding, Subject::Categorical, Subject::OneHot);
  requireSamples(samples, options, progress);
  return options;
}

ClassEncoder::ClassEncoder(const ClassEncodingOptions& options, const SampleTable& table,
                           const std::vector<std::size_t>& rows, Random random)
    : mShrinkage(options.shrinkage) {
  if (options.layers.empty())
    return;
  mLayout = InputLayout::ofColumns(static_cast<std::size_t>(table.values.cols()), options.features);
  double deposits = 0;
  for (const std::size_t row : rows) {
    mIds.push_back(table.ids[row]);
    mLabels.push_back(table.labels[row]);
    deposits += table.labels[row];
  }
  mPrior = deposits / static_cast<double>(rows.size());
  dealFolds(table, rows, options.groups, options.folds, std::move(random));
  for (const std::size_t feature : options.layers)
    mLayers.push_back(layerOf(feature, table, rows, options.fewestSamples));
}

/// Groups with deposits are dealt first, so that every fold has its share of them.
void ClassEncoder::dealFolds(const SampleTable& table, const std::vector<std::size_t>& rows,
                             const std::vector<std::size_t>& groups, int folds, Random random) {
  std::map<std::size_t, std::vector<std::size_t>> members;
  for (std::size_t i = 0; i < rows.size(); ++i)
    members[groups.empty() ? rows[i] : groups[rows[i]]].push_back(i);
  std::vector<std::size_t> order;
  for (const auto& group : members)
    order.push_back(group.first);
  random.shuffle(order);
  std::stable_partition(order.begin(), order.end(), [&](std::size_t group) {
    const std::vector<std::size_t>& own = members[group];
    return std::any_of(own.begin(), own.end(), [&](std::size_t i) { return table.labels[rows[i]] == 1; });
  });
  mFolds = std::min(static_cast<std::size_t>(folds), order.size());
  mFoldOf.resize(rows.size());
  for (std::size_t place = 0; place < order.size(); ++place)
    for (const std::size_t i : members[order[place]])
      mFoldOf[i] = place % mFolds;
}

ClassEncoder::Layer ClassEncoder::layerOf(std::size_t feature, const SampleTable& table,
                                          const std::vector<std::size_t>& rows, std::size_t fewest) const {
  Layer layer;
  layer.feature = feature;
  std::vector<float> values;
  for (const std::size_t row : rows)
    values.push_back(static_cast<float>(
        table.values(static_cast<Eigen::Index>(row), static_cast<Eigen::Index>(mLayout.center(feature)))));
  std::set<float> codes;
  for (const float code : values)
    if (!std::isnan(code))
      codes.insert(code);
  if (codes.empty()) {
    const std::string& column = table.features[mLayout.center(feature)];
    throw Error("%1 is log-odds, but no sample of a training part has a class of '%2' in its own cell: leave "
                "it out of %3, or choose one-hot.",
                Subject::ClassEncoding, mLayout.window == 1 ? column : column.substr(0, column.rfind('[')),
                Subject::Features);
  }
  layer.codes.assign(codes.begin(), codes.end());
  layer.classes.assign(layer.codes.size(), FoldCounts(mFolds));
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (std::isnan(values[i])) {
      layer.classOf.push_back(layer.codes.size());
      continue;
    }
    layer.classOf.push_back(static_cast<std::size_t>(
        std::lower_bound(layer.codes.begin(), layer.codes.end(), values[i]) - layer.codes.begin()));
    Counts& counts = layer.classes[layer.classOf.back()][mFoldOf[i]];
    counts.samples += 1;
    counts.deposits += mLabels[i];
  }
  layer.joined.resize(mFolds);
  for (const FoldCounts& own : layer.classes) {
    double samples = 0;
    for (const Counts& counts : own)
      samples += counts.samples;
    layer.isRare.push_back(samples < static_cast<double>(fewest));
    for (std::size_t fold = 0; fold < mFolds && layer.isRare.back(); ++fold) {
      layer.joined[fold].samples += own[fold].samples;
      layer.joined[fold].deposits += own[fold].deposits;
    }
  }
  return layer;
}

double ClassEncoder::logOdds(const FoldCounts& counts, const std::vector<bool>& without) const {
  Counts kept;
  for (std::size_t fold = 0; fold < mFolds; ++fold)
    if (!without[fold]) {
      kept.samples += counts[fold].samples;
      kept.deposits += counts[fold].deposits;
    }
  const double share = (kept.deposits + mShrinkage * mPrior) / (kept.samples + mShrinkage);
  return std::log(share / (1 - share));
}

double ClassEncoder::valueOf(const Layer& layer, float code, const std::vector<bool>& without) const {
  if (std::isnan(code))
    return static_cast<double>(code);
  const auto place = std::lower_bound(layer.codes.begin(), layer.codes.end(), code);
  const auto index = static_cast<std::size_t>(place - layer.codes.begin());
  const bool isOwn = place != layer.codes.end() && *place == code && !layer.isRare[index];
  return logOdds(isOwn ? layer.classes[index] : layer.joined, without);
}

/// The folds that a synthetic sample's class comes from. `turns`: how often each class and label was asked.
std::vector<bool> ClassEncoder::foldsBehind(const Layer& layer, const SampleTable& samples, std::size_t row,
                                            std::vector<std::size_t>& turns) const {
  std::vector<bool> behind(mFolds, false);
  const auto code = static_cast<float>(samples.values(
      static_cast<Eigen::Index>(row), static_cast<Eigen::Index>(mLayout.center(layer.feature))));
  const auto place = std::lower_bound(layer.codes.begin(), layer.codes.end(), code);
  const bool isKnown = place != layer.codes.end() && *place == code;
  const auto index = static_cast<std::size_t>(place - layer.codes.begin());
  bool isOfParent = false;
  std::vector<std::size_t> alike;
  for (std::size_t i = 0; i < mIds.size(); ++i) {
    const bool hasClass = isKnown && layer.classOf[i] == index;
    if (samples.parentA[row] == mIds[i] || samples.parentB[row] == mIds[i]) {
      behind[mFoldOf[i]] = true;
      isOfParent = isOfParent || hasClass;
    }
    if (hasClass && mLabels[i] == samples.labels[row])
      alike.push_back(i);
  }
  if (!isOfParent && !alike.empty()) {
    std::size_t& turn = turns[2 * index + static_cast<std::size_t>(samples.labels[row])];
    behind[mFoldOf[alike[turn++ % alike.size()]]] = true;
  }
  return behind;
}

Matrix ClassEncoder::fitted(const SampleTable& samples) const {
  Matrix values = samples.values;
  for (const Layer& layer : mLayers) {
    std::vector<std::size_t> turns(2 * layer.codes.size(), 0);
    for (std::size_t row = 0; row < samples.size(); ++row) {
      std::vector<bool> without(mFolds, false);
      if (row < mFoldOf.size())
        without[mFoldOf[row]] = true;
      else
        without = foldsBehind(layer, samples, row, turns);
      for (std::size_t cell = 0; cell < mLayout.cells(); ++cell) {
        double& value = values(static_cast<Eigen::Index>(row),
                               static_cast<Eigen::Index>(mLayout.at(layer.feature, cell)));
        value = valueOf(layer, static_cast<float>(value), without);
      }
    }
  }
  return values;
}

std::optional<float> ClassEncoder::mostFrequentCode(std::size_t column) const {
  const auto layer = std::find_if(mLayers.begin(), mLayers.end(),
                                  [&](const Layer& own) { return own.feature == mLayout.featureOf(column); });
  if (layer == mLayers.end())
    return {};
  std::vector<std::size_t> counts(layer->codes.size() + 1, 0); // the last one of missing codes
  for (const std::size_t index : layer->classOf)
    ++counts[index];
  const auto most = std::max_element(counts.begin(), counts.end() - 1);
  return layer->codes[static_cast<std::size_t>(most - counts.begin())];
}

ClassEncoding ClassEncoder::encoding(const InputLayout& layout) const {
  const std::vector<bool> whole(mFolds, false);
  ClassEncoding result;
  for (const Layer& layer : mLayers) {
    ClassValues classes;
    classes.codes = layer.codes;
    for (const float code : layer.codes)
      classes.values.push_back(static_cast<float>(valueOf(layer, code, whole)));
    classes.other = static_cast<float>(logOdds(layer.joined, whole));
    for (std::size_t cell = 0; cell < layout.cells(); ++cell)
      result.add(layout.at(layer.feature, cell), classes);
  }
  return result;
}

} // namespace prospectivity
