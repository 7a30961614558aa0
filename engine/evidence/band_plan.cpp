#include "engine/evidence/band_plan.h"

#include "engine/core/error.h"
#include "engine/core/number_text.h"
#include "engine/core/statistics.h"
#include "engine/evidence/class_codes.h"
#include "engine/evidence/class_doubts.h"
#include "engine/raster/band_names.h"
#include "engine/raster/raster_walk.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <limits>
#include <map>
#include <set>

namespace prospectivity {

namespace {

constexpr std::size_t mostClasses = 64;
constexpr std::size_t fittedCells = 1000000;

std::string describeGrid(const RasterSource& source) {
  const Grid& grid = source.grid();
  return std::to_string(grid.columns) + " x " + std::to_string(grid.rows) + " cells of " +
         numberText(grid.cellWidth()) + " x " + numberText(grid.cellHeight()) + ", " + crsName(grid.crs);
}

bool getsCoarser(const RasterSource& source, const Grid& grid) {
  const double cell = std::sqrt(grid.cellWidth() * grid.cellHeight());
  const double own = sameCrs(source.grid().crs, grid.crs)
                         ? std::sqrt(source.grid().cellWidth() * source.grid().cellHeight())
                         : footprintIn(source, grid.crs).cellSize();
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

/// Hands each value with data inside the mask to `use`, row by row. Tells no fractions: writing the stack
/// does.
template <typename Use>
void forEachValue(const PlannedBand& band, RasterSource* mask, const Progress& progress, const Use& use) {
  BandWalk walk;
  walk.band = band.band;
  walk.mask = mask;
  walkBand(*band.source, walk, progress.part(0, 0), [&](const Window&, const std::vector<float>& values) {
    for (const float value : values)
      if (!std::isnan(value))
        use(value);
  });
}

std::vector<float> classesOf(const PlannedBand& band, RasterSource* mask, const Progress& progress) {
  std::set<float> classes;
  forEachValue(band, mask, progress, [&](float value) {
    if (classes.size() <= mostClasses)
      classes.insert(value);
  });
  if (classes.size() > mostClasses)
    throw Error("%1: the band '%2' has more than %3 values, too many for one band each: group its classes "
                "first, or leave it out of %1.",
                Subject::Categorical, band.account.name, mostClasses);
  return {classes.begin(), classes.end()};
}

std::vector<PlannedBand> splitIntoClasses(const PlannedBand& band, RasterSource* mask, bool isNumbered,
                                          std::vector<std::unique_ptr<RasterSource>>& warped,
                                          const Progress& progress) {
  std::vector<PlannedBand> result;
  for (const float value : classesOf(band, mask, progress)) {
    PlannedBand one = band;
    warped.push_back(band.source->clone());
    one.source = warped.back().get();
    const std::string name = band.source->className(band.band, static_cast<double>(value));
    one.account.name = band.account.name + "=" + name;
    one.account.description.kind = FeatureKind::Indicator;
    one.account.description.unit.clear();
    one.account.treatment +=
        ", 1 where the class is " + (isNumbered ? name : exactText(static_cast<double>(value)));
    one.change = [value](float cell) { return cell == value ? 1.0F : 0.0F; };
    result.push_back(std::move(one));
  }
  return result;
}

/// What a transform is fitted on.
struct FittedValues {
  std::vector<double> sample;                             ///< every so many values, evenly spread
  double least = std::numeric_limits<double>::infinity(); ///< of all values
};

FittedValues fittedValuesOf(const PlannedBand& band, RasterSource* mask, const Progress& progress) {
  FittedValues fitted;
  std::size_t step = 1;
  std::size_t seen = 0;
  forEachValue(band, mask, progress, [&](float value) {
    // The smallest value of all: one that a sample misses would have no logarithm.
    fitted.least = std::fmin(fitted.least, value);
    if (seen++ % step == 0)
      fitted.sample.push_back(value);
    if (fitted.sample.size() < 2 * fittedCells)
      return;
    for (std::size_t i = 0; i < fittedCells; ++i)
      fitted.sample[i] = fitted.sample[2 * i];
    fitted.sample.resize(fittedCells);
    step *= 2;
  });
  return fitted;
}

void addTransform(PlannedBand& band, const TransformRequest& request, RasterSource* mask,
                  const Progress& progress) {
  const auto [sample, least] = fittedValuesOf(band, mask, progress);
  if (sample.empty())
    return; // a band without data is refused when the stack is written
  LayerTransform fitted;
  switch (request.kind) {
  case TransformKind::Log:
    fitted = {request.kind, least > 0 ? 0 : 1 - least};
    break;
  case TransformKind::Winsorize:
    fitted = {request.kind, quantile(sample, request.lowPercent / 100),
              quantile(sample, request.highPercent / 100)};
    break;
  case TransformKind::Standardize: {
    const double spread = standardDeviation(sample);
    fitted = {request.kind, mean(sample), spread > 0 ? spread : 1};
    break;
  }
  }
  band.change = fitted;
  band.account.treatment += ", " + fitted.words();
  band.account.description.kind = FeatureKind::Quantity;
  std::string& done = band.account.description.transform;
  done = LayerTransform::read(done).value_or(LayerTransform()).then(fitted).text();
}

void rename(std::vector<PlannedBand>& bands, const std::vector<std::string>& names) {
  if (names.empty())
    return;
  if (names.size() != bands.size())
    throw Error("%1 has %2 names for %3 bands: give one per band, or none.", Subject::BandNames, names.size(),
                bands.size());
  for (std::size_t i = 0; i < bands.size(); ++i)
    bands[i].account.name = names[i];
}

std::string lowered(std::string name) {
  std::transform(name.begin(), name.end(), name.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  return name;
}

/// Tables, which samples become, do not tell names apart by case.
void checkUnique(const std::vector<PlannedBand>& bands) {
  std::map<std::string, std::string> seen;
  for (const PlannedBand& band : bands) {
    const std::string& name = band.account.name;
    const auto [twin, isNew] = seen.emplace(lowered(name), name);
    if (!isNew && twin->second == name)
      throw Error("%1: two bands are called '%2': rename one, or give %3.", Subject::Layers, name,
                  Subject::BandNames);
    if (!isNew)
      throw Error("%1: the bands '%2' and '%3' differ only in case, which tables do not tell apart: rename "
                  "one, or give %4.",
                  Subject::Layers, twin->second, name, Subject::BandNames);
  }
}

void checkKnown(const std::vector<PlannedBand>& bands, const std::string& name, Subject input) {
  if (std::none_of(bands.begin(), bands.end(),
                   [&](const PlannedBand& band) { return band.account.name == name; }))
    throw Error("%1 names '%2', but no band is called so: write it as in the layers.", input, name);
}

void checkTransforms(const StackRequest& request, const std::vector<PlannedBand>& bands) {
  std::set<std::string> seen;
  for (const TransformRequest& transform : request.transforms) {
    const std::string& band = transform.band;
    checkKnown(bands, band, Subject::Transforms);
    if (!seen.insert(band).second)
      throw Error("%1 names '%2' twice: give each layer one transform.", Subject::Transforms, band);
    if (std::find(request.categorical.begin(), request.categorical.end(), band) != request.categorical.end())
      throw Error("%1 names '%2', whose numbers are classes: leave it out there, or out of %3.",
                  Subject::Transforms, band, Subject::Categorical);
  }
}

} // namespace

std::vector<PlannedBand> planBands(StackRequest& request, const Grid& grid, RasterSource* mask,
                                   std::vector<std::unique_ptr<RasterSource>>& warped,
                                   const Progress& progress) {
  std::vector<PlannedBand> bands;
  std::vector<RasterSource*> layers;
  std::vector<RasterSource*> sources;
  for (const auto& layer : request.layers)
    sources.push_back(layer.get());
  const std::vector<std::string> names = bandNamesOf(sources);
  for (const auto& layer : request.layers)
    for (std::size_t band = 0; band < layer->bandNames().size(); ++band) {
      PlannedBand planned;
      planned.account.name = names[bands.size()];
      planned.account.source = layer->name();
      planned.account.sourceGrid = describeGrid(*layer);
      planned.band = static_cast<int>(band);
      bands.push_back(std::move(planned));
      layers.push_back(layer.get());
    }
  rename(bands, request.bandNames);
  checkUnique(bands);
  for (const std::string& name : request.categorical)
    checkKnown(bands, name, Subject::Categorical);
  checkTransforms(request, bands);

  std::vector<PlannedBand> result;
  for (std::size_t i = 0; i < bands.size(); ++i) {
    PlannedBand& band = bands[i];
    const bool categorical = std::find(request.categorical.begin(), request.categorical.end(),
                                       band.account.name) != request.categorical.end();
    std::unique_ptr<RasterSource> layer = layers[i]->clone();
    if (categorical && !request.oneHot && mergesCodes(*layer, band.band, band.account.name, progress))
      throw Error("%1: the codes of the band '%2' have more digits than the cells of a stack: tick %3, or "
                  "number its classes anew.",
                  Subject::Categorical, band.account.name, Subject::OneHot);
    bool isNumbered = false;
    if (categorical && request.oneHot) {
      const RasterSource* before = layer.get();
      layer = numberClasses(std::move(layer), band.band, band.account.name, progress);
      isNumbered = layer.get() != before;
    }
    if (!categorical)
      if (const std::optional<Sentence> doubt = classDoubt(*layer, band.band, band.account.name))
        progress.warning({"%1: %2: name it in %3, unless its numbers measure something.", Subject::Layers,
                          *doubt, Subject::Categorical});
    bool keepsValues = true; // no cell holds a number that the layer does not hold
    if (layers[i]->grid().matches(grid) && sameCrs(layers[i]->grid().crs, grid.crs)) {
      warped.push_back(std::move(layer));
      band.account.treatment = "as it is";
    } else {
      const Resampling resampling = resamplingFor(*layers[i], request, grid, categorical);
      warped.push_back(warpTo(std::move(layer), grid, resampling));
      band.account.treatment = "warped (" + resamplingName(resampling) + ")";
      keepsValues = resampling == Resampling::Nearest || resampling == Resampling::Mode;
    }
    band.source = warped.back().get();
    // A layer that is a band of another stack brings its record along.
    band.account.description = layers[i]->description(band.band);
    FeatureDescription& description = band.account.description;
    description.transform = LayerTransform::read(description.transform).value_or(LayerTransform()).text();
    if (categorical)
      description.kind = FeatureKind::Codes;
    else if (description.kind == FeatureKind::Unknown || !keepsValues)
      description.kind =
          FeatureKind::Quantity; // means of codes are none, and shares of a class are no 0 and 1
    if (categorical && request.oneHot) {
      for (PlannedBand& one : splitIntoClasses(band, mask, isNumbered, warped, progress))
        result.push_back(std::move(one));
      continue;
    }
    for (const TransformRequest& transform : request.transforms)
      if (transform.band == band.account.name)
        addTransform(band, transform, mask, progress);
    result.push_back(std::move(band));
  }
  checkUnique(result);
  return result;
}

} // namespace prospectivity
