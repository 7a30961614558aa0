#include "engine/core/sentinels.h"

#include <algorithm>

namespace prospectivity {

namespace {

/// As float32 holds them, and programs round them.
constexpr double relativeRounding = 1e-6;

/// Beyond it nothing is evidence in whatever unit.
constexpr double hugeNumber = 1e20;

/// More than these are no sentinels.
constexpr std::size_t mostKinds = 256;

/// A number at the end of all others that so many cells share is no value: the ends of measurements are thin.
/// A gap tells it from a detection limit or saturation, which lie where the values end.
struct Pile {
  double leastShare; ///< of all numbers
  double leastGap;   ///< to the others, of their range
};
constexpr Pile pileOfRare{0.01, 0.05};
constexpr Pile pileOfSmall{0.05, 0.1};
constexpr std::size_t fewestPiled = 3;

struct Customary {
  double value;
  bool isRare; ///< so unusual as a value that one cell of it is enough
};

constexpr std::array<Customary, 33> customary = {{
    {-9999, true},      {-99999, true},        {-999999, true}, {-32768, true},   {-2147483648.0, true},
    {2147483647, true}, {4294967295.0, false}, {-99, false},    {-999, false},    {-99.9, false},
    {-999.9, false},    {-9999.9, true},       {-99.99, false}, {-999.99, false}, {-9999.99, true},
    {-999.25, false},   {-99999.9, true},      {9999, false},   {99999, false},   {999999, false},
    {9999999, false},   {-9999999, true},      {-8888, false},  {-88888, false},  {-32767, false},
    {32767, false},     {65535, false},        {-1e10, true},   {1e10, false},    {-128, false},
    {-0x1p63, true},    {0x1p63, true},        {0x1p64, true}, // as doubles hold the last two
}};

bool isNear(double value, double one) {
  return std::abs(value - one) <= std::abs(one) * relativeRounding;
}

} // namespace

const std::array<bool, SentinelSearch::places>& SentinelSearch::maybeCustomary() {
  static const std::array<bool, places> table = [] {
    std::array<bool, places> marks{};
    for (const Customary& one : customary)
      for (const double factor : {1 - 2 * relativeRounding, 1.0, 1 + 2 * relativeRounding})
        marks[placeOf(static_cast<float>(one.value * factor))] = true;
    // Everything beyond hugeNumber, infinity and NaN, of either sign.
    for (std::size_t place = placeOf(static_cast<float>(hugeNumber)); place < places / 2; ++place)
      marks[place] = marks[place + places / 2] = true;
    return marks;
  }();
  return table;
}

void SentinelSearch::addRare(double value) {
  const bool isCustomary = std::abs(value) >= hugeNumber * (1 - relativeRounding) ||
                           std::any_of(customary.begin(), customary.end(),
                                       [value](const Customary& one) { return isNear(value, one.value); });
  if (isCustomary) {
    addCustomary(value, 1);
    return;
  }
  addOther(value);
}

void SentinelSearch::addCustomary(double value, std::size_t count) {
  const auto known = mCustomary.find(value);
  if (known != mCustomary.end())
    known->second += count;
  else if (mCustomary.size() < mostKinds)
    mCustomary.emplace(value, count);
}

void SentinelSearch::merge(const SentinelSearch& other) {
  mLeast = std::min(mLeast, other.mLeast);
  mMost = std::max(mMost, other.mMost);
  mOthers += other.mOthers;
  for (const auto& [value, count] : other.mCustomary)
    addCustomary(value, count);
}

std::vector<Sentinel> SentinelSearch::found() const {
  std::vector<Sentinel> result;
  if (mLeast > mMost)
    return result;
  const double range = mMost - mLeast;
  for (const auto& [value, count] : mCustomary) {
    const double gap = value < mLeast ? mLeast - value : value - mMost;
    const bool isNegativeAlone = value < 0 && mLeast >= 0;
    const bool isRare =
        std::abs(value) >= hugeNumber * (1 - relativeRounding) ||
        std::any_of(customary.begin(), customary.end(), [number = value](const Customary& one) {
          return one.isRare && isNear(number, one.value);
        });
    const bool isFar = (isRare && gap > 2 * range) || (count > 1 && (gap > range || isNegativeAlone));
    const Pile& pile = isRare ? pileOfRare : pileOfSmall;
    const double share = static_cast<double>(count) / static_cast<double>(count + mOthers);
    const bool isPiled = count >= fewestPiled && share >= pile.leastShare && gap >= pile.leastGap * range;
    if (gap > 0 && (isFar || isPiled))
      result.push_back({value, count});
  }
  std::stable_sort(result.begin(), result.end(),
                   [](const Sentinel& a, const Sentinel& b) { return a.count > b.count; });
  return result;
}

} // namespace prospectivity
