#include "engine/augment/patches.h"

#include "engine/core/statistics.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace prospectivity {

namespace {

constexpr std::uint64_t ways = 8; ///< to lay down a square

/// A window's upper left corner inside its surroundings.
struct Corner {
  int row = 0;
  int column = 0;
};

/// One sample's evidence around its window.
class Ground {
 public:
  Ground(const WindowSurroundings& surroundings, Eigen::Index row)
      : mLayout(surroundings.layout), mSide(surroundings.window),
        mValues(surroundings.values.row(row).data()) {}

  /// Whether this is the ground around a window: in layers that were put together ids alone do not tell.
  bool isAround(const Eigen::RowVectorXd& window) const {
    const int margin = (mLayout.window - mSide) / 2;
    Eigen::Index next = 0;
    for (std::size_t feature = 0; feature < features(); ++feature)
      for (int row = 0; row < mSide; ++row)
        for (int column = 0; column < mSide; ++column)
          if (!isSame(window(next++), static_cast<double>(at(feature, margin + row, margin + column))))
            return false;
    return true;
  }

  std::size_t features() const { return mLayout.features; }

  float at(std::size_t feature, int row, int column) const {
    return mValues[mLayout.at(feature, row, column)];
  }

  /// Corners of windows that lack no more values than the one in the middle.
  std::vector<Corner> windowsAsComplete() const {
    const int margin = (mLayout.window - mSide) / 2;
    const int most = holes({margin, margin});
    std::vector<Corner> corners;
    for (int row = 0; row + mSide <= mLayout.window; ++row)
      for (int column = 0; column + mSide <= mLayout.window; ++column)
        if (holes({row, column}) <= most)
          corners.push_back({row, column});
    return corners;
  }

 private:
  static bool isSame(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

  int holes(const Corner& corner) const {
    int count = 0;
    for (std::size_t feature = 0; feature < features(); ++feature)
      for (int row = 0; row < mSide; ++row)
        for (int column = 0; column < mSide; ++column)
          count += std::isnan(at(feature, corner.row + row, corner.column + column)) ? 1 : 0;
    return count;
  }

  InputLayout mLayout;
  int mSide;
  const float* mValues;
};

Ground groundOf(const WindowSurroundings& surroundings, std::int64_t id, const Eigen::RowVectorXd& window) {
  for (std::size_t i = 0; i < surroundings.ids.size(); ++i) {
    if (surroundings.ids[i] != id)
      continue;
    const Ground ground(surroundings, static_cast<Eigen::Index>(i));
    if (ground.isAround(window))
      return ground;
  }
  throw std::out_of_range("sample " + std::to_string(id) + " has no surroundings");
}

/// Standard deviation of the values that are there; 0 for classes.
template <class Windows> double deviationOfKnown(const Windows& windows) {
  std::vector<double> known;
  for (Eigen::Index row = 0; row < windows.rows(); ++row) {
    const std::vector<double> own = knownValues(windows.row(row));
    known.insert(known.end(), own.begin(), own.end());
  }
  const bool isClass =
      std::all_of(known.begin(), known.end(), [](double value) { return value == 0 || value == 1; });
  return isClass ? 0 : populationDeviation(known);
}

/// Standard deviation of each feature over all cells of all windows; 0 for classes.
std::vector<double> noisyDeviations(const Matrix& windows, const InputLayout& layout,
                                    const std::vector<std::vector<int>>& classes) {
  std::vector<double> deviations;
  for (std::size_t feature = 0; feature < layout.features; ++feature) {
    const auto values = layout.windowsOf(windows, feature);
    if (values.hasNaN()) {
      deviations.push_back(deviationOfKnown(values));
      continue;
    }
    const bool isClass = (values.array() == 0 || values.array() == 1).all();
    const double spread = std::sqrt((values.array() - values.mean()).square().mean());
    deviations.push_back(isClass ? 0 : spread);
  }
  for (const std::vector<int>& columns : classes)
    for (const int column : columns)
      deviations[layout.featureOf(static_cast<std::size_t>(column))] = 0;
  return deviations;
}

} // namespace

std::size_t cellBefore(int way, int side, int row, int column) {
  if ((way & 1) != 0)
    std::swap(row, column);
  if ((way & 2) != 0)
    row = side - 1 - row;
  if ((way & 4) != 0)
    column = side - 1 - column;
  return static_cast<std::size_t>(row) * static_cast<std::size_t>(side) + static_cast<std::size_t>(column);
}

Patches::Patches(std::shared_ptr<const WindowSurroundings> surroundings)
    : mSurroundings(std::move(surroundings)) {}

std::vector<SyntheticSample> Patches::generate(const AugmentInput& input, std::size_t count, Random& random,
                                               const Progress& progress) const {
  const int side = mSurroundings->window;
  const InputLayout layout{mSurroundings->layout.features, side};
  const std::vector<double> deviations = noisyDeviations(input.values, layout, input.classes);
  std::vector<SyntheticSample> result;
  result.reserve(count);
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < count; ++i) {
    progress.check();
    if (i % input.own.size() == 0)
      order = random.permutation(input.own.size());
    const std::size_t sample = input.own[order[i % input.own.size()]];
    const Ground ground =
        groundOf(*mSurroundings, input.ids[sample], input.values.row(static_cast<Eigen::Index>(sample)));
    const std::vector<Corner> corners = ground.windowsAsComplete();
    const Corner corner = corners[random.below(corners.size())];
    const int way = static_cast<int>(random.below(ways));
    Eigen::RowVectorXd values(input.values.cols());
    Eigen::Index next = 0;
    for (std::size_t feature = 0; feature < layout.features; ++feature)
      for (int row = 0; row < side; ++row)
        for (int column = 0; column < side; ++column) {
          const auto from = static_cast<int>(cellBefore(way, side, row, column));
          const double deviation = deviations[feature];
          values(next) =
              static_cast<double>(ground.at(feature, corner.row + from / side, corner.column + from % side));
          if (deviation > 0 && input.noise > 0)
            values(next) += input.noise * deviation * random.normal();
          ++next;
        }
    result.push_back({sample, std::nullopt, values});
  }
  return result;
}

} // namespace prospectivity
