#include "engine/predict/range_shares.h"

#include "engine/core/feature_layers.h"
#include "engine/core/number_text.h"
#include "engine/model/window_means.h"
#include "engine/predict/unknown_classes.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace prospectivity {

namespace {

constexpr double worthTelling = 0.1;
constexpr double beyondChance = 3;
constexpr std::size_t fewestOutside = 3; // of samples

/// What the training samples have of a feature; no samples of one whose classes UnknownClasses counts.
struct TrainingRange {
  float least = std::numeric_limits<float>::quiet_NaN();
  float most = std::numeric_limits<float>::quiet_NaN();
  std::size_t samples = 0; ///< that have the feature
};

TrainingRange trainingRangeOf(const Model& model, std::size_t feature) {
  TrainingRange range;
  if (!codesInTraining(model, feature).empty()) {
    range.least = -std::numeric_limits<float>::infinity();
    range.most = std::numeric_limits<float>::infinity();
    return range;
  }
  for (const float value : model.training.values.col(static_cast<Eigen::Index>(feature))) {
    range.least = std::fmin(range.least, value); // of a number and NaN, the number
    range.most = std::fmax(range.most, value);
    range.samples += std::isnan(value) ? 0 : 1;
  }
  return range;
}

std::string scaleOf(const Model& model, std::size_t feature) {
  return model.descriptions.empty() ? std::string() : model.descriptions[feature].scaleInWords();
}

bool isMoreThanChance(double share, std::size_t samples) {
  const double byChance = 2 / (static_cast<double>(samples) + 1);
  return share > std::max(worthTelling, beyondChance * byChance);
}

bool isClassOfLayer(const Model& model, std::size_t feature) {
  return !layerOfClass(model.features[feature],
                       model.descriptions.empty() ? FeatureDescription() : model.descriptions[feature])
              .empty();
}

/// `scale`: unit and transform of the layer in words of the reader's language; may be empty.
Sentence doubtOf(const std::string& layer, bool isClass, float least, float most, const std::string& scale,
                 double share, const Sentence& places) {
  if (isClass && least == most) // every training sample has the class, or none
    return {"%1 training sample is of the class '%2', and in %3 % of the %4 it is otherwise: the model "
            "learnt nothing "
            "of that.",
            least == 0 ? Sentence("No") : Sentence("Every"), layer, numberText(100 * share, 3), places};
  return {
      "The layer '%1' lies outside of the range of the training samples (%2 to %3) in %4 % of the %5: are "
      "its units and its transforms those of the stack that the model was trained on?",
      layer,
      numberText(static_cast<double>(least)),
      scale.empty() ? Sentence("%1", numberText(static_cast<double>(most)))
                    : Sentence("%1; %2", numberText(static_cast<double>(most)), scale),
      numberText(100 * share, 3),
      places};
}

/// The mean over the known cells of a row's window; NaN where none is known.
float knownMean(const FloatMatrix& windows, Eigen::Index row) {
  double sum = 0;
  std::size_t known = 0;
  for (Eigen::Index cell = 0; cell < windows.cols(); ++cell)
    if (const float value = windows(row, cell); !std::isnan(value)) {
      sum += static_cast<double>(value);
      ++known;
    }
  return known == 0 ? std::numeric_limits<float>::quiet_NaN()
                    : static_cast<float>(sum / static_cast<double>(known));
}

} // namespace

namespace {

/// Layers that no training sample lacked, of a model that was taught what it means to lack others; each with
/// its first feature.
std::vector<std::pair<std::string, std::size_t>> neverLackedBy(const Model& model) {
  std::vector<std::pair<std::string, std::size_t>> result;
  const std::optional<MissingRecord>& missing = model.record.missing;
  const FeatureLayers layers(model.features, model.descriptions);
  if (!missing || missing->treatment != MissingEvidence::Learn || missing->layers.size() != layers.count() ||
      model.fills().empty()) // nothing stands for a missing value, which weighs 0
    return result;
  for (std::size_t layer = 0; layer < layers.count(); ++layer)
    if (missing->layers[layer].deposits == 0 && missing->layers[layer].others == 0)
      result.emplace_back(layers.name(layer), layers.bands(layer).front());
  return result;
}

} // namespace

RangeShares::RangeShares(const Model& model)
    : mFeatures(model.features), mWindow(model.window()), mTakesMissing(model.takesMissing()),
      mSamples(static_cast<std::size_t>(model.training.values.rows())), mOutside(model.features.size()),
      mLacking(model.features.size()) {
  if (mSamples == 0)
    return;
  mNeverLacked = neverLackedBy(model);
  for (std::size_t j = 0; j < mFeatures.size(); ++j) {
    const TrainingRange range = trainingRangeOf(model, j);
    mLeast.push_back(range.least);
    mMost.push_back(range.most);
    mScales.push_back(scaleOf(model, j));
    mIsClass.push_back(isClassOfLayer(model, j));
    mSamplesWith.push_back(range.samples);
  }
}

TileFunction RangeShares::counted(TileFunction compute) {
  if (mSamples == 0)
    return compute;
  return [this, compute = std::move(compute)](const float* features, const Tile& tile, float* outputs) {
    const std::vector<float> wanted(outputs, outputs + tile.cells());
    compute(features, tile, outputs);
    std::vector<float> means;
    if (mWindow > 1) {
      means.resize(tile.cells() * mFeatures.size());
      const auto meansOf = mTakesMissing ? knownWindowMeans : windowMeans;
      meansOf(features, mFeatures.size(), tile.rows, tile.columns, mWindow, means.data());
      features = means.data();
    }
    count(features, tile.cells(), wanted.data(), outputs);
  };
}

void RangeShares::count(const float* features, std::size_t cells, const float* wanted,
                        const float* predicted) {
  const auto isMapped = [&](std::size_t i) { return !std::isnan(wanted[i]) && !std::isnan(predicted[i]); };
  std::uint64_t mapped = 0;
  for (std::size_t i = 0; i < cells; ++i)
    mapped += isMapped(i) ? 1 : 0;
  mCells += mapped;
  for (std::size_t j = 0; j < mFeatures.size(); ++j, features += cells) {
    std::uint64_t outside = 0;
    for (std::size_t i = 0; i < cells; ++i)
      outside += isMapped(i) && (features[i] < mLeast[j] || features[i] > mMost[j]) ? 1 : 0;
    mOutside[j] += outside;
    std::uint64_t lacking = 0;
    for (std::size_t i = 0; mTakesMissing && i < cells; ++i)
      lacking += isMapped(i) && std::isnan(features[i]) ? 1 : 0;
    mLacking[j] += lacking;
  }
}

double RangeShares::outside(std::size_t j) const {
  const std::uint64_t cells = mCells - mLacking[j];
  return cells == 0 ? 0 : static_cast<double>(mOutside[j]) / static_cast<double>(cells);
}

std::string RangeShares::shares() const {
  std::vector<std::size_t> told;
  for (std::size_t j = 0; j < mLeast.size(); ++j)
    if (outside(j) > 0)
      told.push_back(j);
  std::stable_sort(told.begin(), told.end(),
                   [this](std::size_t a, std::size_t b) { return outside(a) > outside(b); });
  std::string text;
  for (const std::size_t j : told)
    text += (text.empty() ? "'" : ", '") + mFeatures[j] + "' " + numberText(100 * outside(j), 3) + " %";
  return text;
}

std::optional<Sentence> RangeShares::account() const {
  const bool knowsRanges =
      std::any_of(mSamplesWith.begin(), mSamplesWith.end(), [](std::size_t count) { return count > 0; });
  if (!knowsRanges || mCells == 0)
    return std::nullopt;
  const std::string told = shares();
  if (told.empty())
    return Sentence(
        "No mapped cell lies outside of the range of the training samples in any layer of numbers.");
  return Sentence("Mapped cells outside of the range of the training samples, by layer: %1.", told);
}

std::vector<Sentence> RangeShares::doubts() const {
  std::vector<Sentence> result;
  for (std::size_t j = 0; j < mLeast.size(); ++j) {
    const double share = outside(j);
    if (isMoreThanChance(share, mSamplesWith[j]))
      result.push_back(doubtOf(mFeatures[j], mIsClass[j], mLeast[j], mMost[j], mScales[j], share,
                               mLacking[j] > 0 ? "mapped cells that have data of it" : "mapped cells"));
  }
  for (const auto& [layer, feature] : mNeverLacked)
    if (const std::uint64_t lacking = mLacking[feature]; lacking > 0)
      result.push_back(
          {"Every training sample had the layer '%1', and %2 mapped cells (%3 %) lack it: nothing was learnt "
           "of that, and its mean over the samples (of classes, the most frequent one) stands for it there.",
           layer, lacking,
           numberText(100 * static_cast<double>(lacking) / static_cast<double>(mCells.load()), 3)});
  return result;
}

std::vector<std::uint64_t> RangeShares::counts() const {
  std::vector<std::uint64_t> counts{mCells};
  counts.insert(counts.end(), mOutside.begin(), mOutside.end());
  counts.insert(counts.end(), mLacking.begin(), mLacking.end());
  return counts;
}

bool RangeShares::add(const std::vector<std::uint64_t>& counts) {
  if (counts.size() != 1 + mOutside.size() + mLacking.size())
    return false;
  mCells += counts[0];
  for (std::size_t j = 0; j < mOutside.size(); ++j) {
    mOutside[j] += counts[1 + j];
    mLacking[j] += counts[1 + mOutside.size() + j];
  }
  return true;
}

std::vector<Sentence> rangeDoubts(const Model& model, const FloatMatrix& inputs) {
  std::vector<Sentence> result;
  if (model.training.values.rows() == 0)
    return result;
  for (std::size_t j = 0; j < model.features.size(); ++j) {
    const TrainingRange range = trainingRangeOf(model, j);
    if (range.samples == 0)
      continue;
    const FloatMatrix windows = model.layout().windowsOf(inputs, j);
    const bool isClass = isClassOfLayer(model, j);
    std::size_t known = 0;
    std::size_t outside = 0;
    std::size_t farOutside = 0;
    for (Eigen::Index row = 0; row < windows.rows(); ++row) {
      const float value = knownMean(windows, row);
      if (std::isnan(value))
        continue;
      const float beyond = std::max(range.least - value, value - range.most);
      ++known;
      outside += beyond > 0 ? 1 : 0;
      farOutside += beyond > range.most - range.least && (range.most > range.least || isClass) ? 1 : 0;
    }
    const double told = static_cast<double>(outside >= fewestOutside ? outside : farOutside);
    const double share = known == 0 ? 0 : told / static_cast<double>(known);
    if (isMoreThanChance(share, range.samples))
      result.push_back(doubtOf(
          model.features[j], isClass, range.least, range.most, scaleOf(model, j), share,
          known < static_cast<std::size_t>(windows.rows()) ? "samples that have a value of it" : "samples"));
  }
  return result;
}

} // namespace prospectivity
