#include "engine/predict/range_shares.h"

#include "engine/core/number_text.h"
#include "engine/model/window_means.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace prospectivity {

namespace {

constexpr double worthTelling = 0.1;
constexpr double beyondChance = 3;
constexpr std::size_t mostTold = 3;

} // namespace

RangeShares::RangeShares(const Model& model)
    : mFeatures(model.features), mWindow(model.window()), mTakesMissing(model.takesMissing()),
      mSamples(static_cast<std::size_t>(model.training.values.rows())), mOutside(model.features.size()),
      mLacking(model.features.size()) {
  if (mSamples == 0)
    return;
  for (Eigen::Index j = 0; j < model.training.values.cols(); ++j) {
    float least = std::numeric_limits<float>::quiet_NaN();
    float most = least;
    std::size_t known = 0;
    for (const float value : model.training.values.col(j)) {
      least = std::fmin(least, value); // of a number and NaN, the number
      most = std::fmax(most, value);
      known += std::isnan(value) ? 0 : 1;
    }
    if (!model.classes(static_cast<std::size_t>(j)).codes.empty()) { // UnknownClasses counts these
      least = -std::numeric_limits<float>::infinity();
      most = std::numeric_limits<float>::infinity();
      known = 0;
    }
    mLeast.push_back(least);
    mMost.push_back(most);
    mSamplesWith.push_back(known);
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

std::optional<Sentence> RangeShares::account() const {
  const bool knowsRanges =
      std::any_of(mSamplesWith.begin(), mSamplesWith.end(), [](std::size_t count) { return count > 0; });
  if (!knowsRanges || mCells == 0)
    return std::nullopt;
  std::vector<std::size_t> worst;
  for (std::size_t j = 0; j < mLeast.size(); ++j)
    if (outside(j) > 0)
      worst.push_back(j);
  if (worst.empty())
    return Sentence(
        "No mapped cell lies outside of the range of the training samples in any layer of numbers.");
  std::stable_sort(worst.begin(), worst.end(),
                   [this](std::size_t a, std::size_t b) { return outside(a) > outside(b); });
  worst.resize(std::min(worst.size(), mostTold));
  std::string shares;
  for (const std::size_t j : worst)
    shares += (shares.empty() ? "'" : ", '") + mFeatures[j] + "' " + numberText(100 * outside(j), 3) + " %";
  return Sentence("Mapped cells outside of the range of the training samples, most of all in: %1.", shares);
}

std::vector<Sentence> RangeShares::doubts() const {
  std::vector<Sentence> result;
  for (std::size_t j = 0; j < mLeast.size(); ++j) {
    const double byChance = 2 / (static_cast<double>(mSamplesWith[j]) + 1);
    const double share = outside(j);
    if (!(share > std::max(worthTelling, beyondChance * byChance)))
      continue;
    const char* cells = mLacking[j] > 0 ? "mapped cells that have data of it" : "mapped cells";
    result.push_back(
        {"The layer '%1' lies outside of the range of the training samples (%2 to %3) in %4 % of "
         "the %5: are its units and its transforms those of the stack that the model "
         "was trained on?",
         mFeatures[j], numberText(static_cast<double>(mLeast[j])), numberText(static_cast<double>(mMost[j])),
         numberText(100 * share, 3), cells});
  }
  return result;
}

} // namespace prospectivity
