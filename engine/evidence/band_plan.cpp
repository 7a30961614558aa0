#include "engine/evidence/band_plan.h"

#include "engine/core/error.h"
#include "engine/core/statistics.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <set>

namespace prospectivity {

namespace {

constexpr std::size_t mostClasses = 64;
constexpr std::size_t fittedCells = 1000000;
constexpr int rowsAtOnce = 256;

std::string text(double value) {
  char buffer[32];
  std::snprintf(buffer, sizeof(buffer), "%.6g", value);
  return buffer;
}

std::string describeGrid(const RasterSource& source) {
  const Grid& grid = source.grid();
  return std::to_string(grid.columns) + " x " + std::to_string(grid.rows) + " cells of " +
         text(grid.cellWidth()) + " x " + text(grid.cellHeight()) + ", " + crsName(grid.crs);
}

bool getsCoarser(const RasterSource& source, const Grid& grid) {
  const double cell = std::sqrt(grid.cellWidth() * grid.cellHeight());
  const double own = sameCrs(source.grid().crs, grid.crs)
                         ? std::sqrt(source.grid().cellWidth() * source.grid().cellHeight())
                         : footprintIn(source, grid.crs).cellSize;
  return cell > 1.01 * own;
}

Resampling resamplingFor(const RasterSource& source, const StackRequest& request, const Grid& grid,
                         bool categorical) {
  const bool coarser = getsCoarser(source, grid);
  if (categorical)
    return coarser ? Resampling::Mode : Resampling::Nearest;
  const bool averages = request.resampling == Resampling::Bilinear || request.resampling == Resampling::Cubic;
  return coarser && averages ? Resampling::Average : request.resampling;
}

void forEachStrip(RasterSource& source, int band, const Progress& progress,
                  const std::function<void(const std::vector<float>&)>& use) {
  const Grid& grid = source.grid();
  std::vector<float> values;
  for (int row = 0; row < grid.rows; row += rowsAtOnce) {
    progress.check();
    const Window strip{0, row, grid.columns, std::min(rowsAtOnce, grid.rows - row)};
    values.resize(strip.cells());
    source.read({band}, strip, values.data());
    use(values);
  }
}

std::vector<float> classesOf(const PlannedBand& band, const Progress& progress) {
  std::set<float> classes;
  forEachStrip(*band.source, band.band, progress, [&](const std::vector<float>& values) {
    for (const float value : values)
      if (!std::isnan(value) && classes.size() <= mostClasses)
        classes.insert(value);
  });
  if (classes.size() > mostClasses)
    throw Error(
        "CATEGORICAL: the band '" + band.account.name + "' has more than " + std::to_string(mostClasses) +
        " values, too many for one band each: group its classes first, or leave it out of CATEGORICAL.");
  return {classes.begin(), classes.end()};
}

std::vector<PlannedBand> splitIntoClasses(const PlannedBand& band, const Progress& progress) {
  std::vector<PlannedBand> result;
  for (const float value : classesOf(band, progress)) {
    PlannedBand one = band;
    one.account.name = band.account.name + "=" + band.source->className(band.band, value);
    one.account.treatment += ", 1 where the class is " + text(value);
    one.change = [value](float cell) { return cell == value ? 1.0F : 0.0F; };
    result.push_back(std::move(one));
  }
  return result;
}

/// At most fittedCells values with data, spread evenly over the band.
std::vector<double> sampleOf(const PlannedBand& band, const Progress& progress) {
  const std::size_t step = std::max<std::size_t>(band.source->grid().cells() / fittedCells, 1);
  std::size_t next = 0;
  std::vector<double> sample;
  forEachStrip(*band.source, band.band, progress, [&](const std::vector<float>& values) {
    for (; next < values.size(); next += step)
      if (!std::isnan(values[next]))
        sample.push_back(values[next]);
    next -= values.size();
  });
  return sample;
}

/// The smallest value of the whole band: one that a sample misses would have no logarithm.
double leastOf(const PlannedBand& band, const Progress& progress) {
  float least = std::numeric_limits<float>::infinity();
  forEachStrip(*band.source, band.band, progress, [&](const std::vector<float>& values) {
    for (const float value : values)
      least = std::fmin(least, value);
  });
  return least;
}

void addTransform(PlannedBand& band, const TransformRequest& request, const Progress& progress) {
  const std::vector<double> sample = sampleOf(band, progress);
  if (sample.empty())
    return;
  if (request.kind == BandTransform::Log) {
    const double least = leastOf(band, progress);
    const double shift = least > 0 ? 0 : 1 - least;
    band.change = [shift](float value) { return static_cast<float>(std::log(value + shift)); };
    band.account.treatment += shift > 0 ? ", logarithm of (value + " + text(shift) + ")" : ", logarithm";
  } else if (request.kind == BandTransform::Winsorize) {
    const auto low = static_cast<float>(quantile(sample, request.lowPercent / 100));
    const auto high = static_cast<float>(quantile(sample, request.highPercent / 100));
    band.change = [low, high](float value) { return std::clamp(value, low, high); };
    band.account.treatment += ", winsorized to " + text(low) + " .. " + text(high);
  } else if (request.kind == BandTransform::Standardize) {
    const double center = mean(sample);
    const double spread = standardDeviation(sample);
    const double scale = spread > 0 ? spread : 1;
    band.change = [center, scale](float value) { return static_cast<float>((value - center) / scale); };
    band.account.treatment += ", (value - " + text(center) + ") / " + text(scale);
  }
}

void rename(std::vector<PlannedBand>& bands, const std::vector<std::string>& names) {
  if (names.empty())
    return;
  if (names.size() != bands.size())
    throw Error("BAND_NAMES has " + std::to_string(names.size()) + " names for " +
                std::to_string(bands.size()) + " bands: give one per band, or none.");
  for (std::size_t i = 0; i < bands.size(); ++i)
    bands[i].account.name = names[i];
}

void checkUnique(const std::vector<PlannedBand>& bands) {
  std::set<std::string> seen;
  for (const PlannedBand& band : bands)
    if (!seen.insert(band.account.name).second)
      throw Error("LAYERS: two bands are called '" + band.account.name +
                  "': rename one, or give BAND_NAMES.");
}

void checkKnown(const std::vector<PlannedBand>& bands, const std::string& name,
                const std::string& parameter) {
  if (std::none_of(bands.begin(), bands.end(),
                   [&](const PlannedBand& band) { return band.account.name == name; }))
    throw Error(parameter + " names '" + name + "', but no band is called so: write it as in the layers.");
}

} // namespace

std::vector<PlannedBand> planBands(StackRequest& request, const Grid& grid,
                                   std::vector<std::unique_ptr<RasterSource>>& warped,
                                   const Progress& progress) {
  std::vector<PlannedBand> bands;
  std::vector<RasterSource*> layers;
  for (const auto& layer : request.layers)
    for (std::size_t band = 0; band < layer->bandNames().size(); ++band) {
      PlannedBand planned;
      planned.account.name = layer->bandNames()[band];
      planned.account.source = layer->name();
      planned.account.sourceGrid = describeGrid(*layer);
      planned.band = static_cast<int>(band);
      bands.push_back(std::move(planned));
      layers.push_back(layer.get());
    }
  rename(bands, request.bandNames);
  checkUnique(bands);
  for (const std::string& name : request.categorical)
    checkKnown(bands, name, "CATEGORICAL");
  for (const TransformRequest& transform : request.transforms)
    checkKnown(bands, transform.band, "TRANSFORMS");

  std::vector<PlannedBand> result;
  for (std::size_t i = 0; i < bands.size(); ++i) {
    PlannedBand& band = bands[i];
    const bool categorical = std::find(request.categorical.begin(), request.categorical.end(),
                                       band.account.name) != request.categorical.end();
    if (layers[i]->grid().matches(grid) && sameCrs(layers[i]->grid().crs, grid.crs)) {
      warped.push_back(layers[i]->clone());
      band.account.treatment = "as it is";
    } else {
      const Resampling resampling = resamplingFor(*layers[i], request, grid, categorical);
      warped.push_back(warpTo(layers[i]->clone(), grid, resampling));
      band.account.treatment = "warped (" + resamplingName(resampling) + ")";
    }
    band.source = warped.back().get();
    if (categorical && request.oneHot) {
      for (PlannedBand& one : splitIntoClasses(band, progress))
        result.push_back(std::move(one));
      continue;
    }
    for (const TransformRequest& transform : request.transforms)
      if (transform.band == band.account.name)
        addTransform(band, transform, progress);
    result.push_back(std::move(band));
  }
  checkUnique(result);
  return result;
}

} // namespace prospectivity
