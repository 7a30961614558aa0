#include "engine/evidence/layer_classes.h"

#include "engine/core/ascii.h"
#include "engine/core/error.h"
#include "engine/raster/raster_walk.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace prospectivity {

namespace {

constexpr std::size_t mostValues = 1000000;

std::size_t cellsOf(const std::vector<LayerClass>& classes) {
  std::size_t cells = 0;
  for (const LayerClass& one : classes)
    cells += one.cells;
  return cells;
}

/// How often each value stands in the band.
std::map<float, std::size_t> countValues(RasterSource& layer, int number, const std::string& band,
                                         RasterSource* mask, const Progress& progress) {
  std::map<float, std::size_t> counts;
  BandWalk walk;
  walk.band = number;
  walk.mask = mask;
  // Tells no fractions: writing the stack does.
  walkBand(layer, walk, progress.part(0, 0), [&](const Tile&, const std::vector<float>& values) {
    auto last = counts.end(); // neighbours are mostly of one class
    for (const float value : values) {
      if (std::isnan(value))
        continue;
      if (last == counts.end() || last->first != value)
        last = counts.try_emplace(value, 0).first;
      ++last->second;
      if (counts.size() > mostValues)
        throw Error("%1: the band '%2' has more than %3 values, which are no classes: leave it out of %1.",
                    Subject::Categorical, band, mostValues);
    }
  });
  return counts;
}

} // namespace

std::size_t LayerClasses::cells() const {
  return cellsOf(kept) + cellsOf(joined);
}

std::size_t LayerClasses::joinedCells() const {
  return cellsOf(joined);
}

std::vector<float> LayerClasses::joinedCodes() const {
  std::vector<float> codes;
  for (const LayerClass& one : joined)
    codes.insert(codes.end(), one.codes.begin(), one.codes.end());
  std::sort(codes.begin(), codes.end());
  return codes;
}

LayerClasses classesOf(RasterSource& layer, int number, const std::string& band, RasterSource* mask,
                       const Progress& progress) {
  LayerClasses classes;
  std::map<std::string, std::size_t> placeOf;
  for (const auto& [code, cells] : countValues(layer, number, band, mask, progress)) {
    const std::string name = layer.className(number, static_cast<double>(code));
    const auto [place, isNew] = placeOf.emplace(lowered(name), classes.kept.size());
    if (isNew)
      classes.kept.push_back({name, {}, 0});
    LayerClass& own = classes.kept[place->second];
    own.codes.push_back(code);
    own.cells += cells;
  }
  return classes;
}

void joinRareClasses(LayerClasses& classes, double leastShare) {
  const double least = leastShare * static_cast<double>(classes.cells());
  const auto isRare = [&](const LayerClass& one) { return static_cast<double>(one.cells) < least; };
  if (std::none_of(classes.kept.begin(), classes.kept.end(), isRare))
    return;
  const auto isJoined = [&](const LayerClass& one) {
    return isRare(one) || lowered(one.name) == LayerClasses::otherName;
  };
  if (std::count_if(classes.kept.begin(), classes.kept.end(), isJoined) < 2)
    return;
  std::vector<LayerClass> kept;
  for (LayerClass& one : classes.kept)
    (isJoined(one) ? classes.joined : kept).push_back(std::move(one));
  classes.kept = std::move(kept);
}

} // namespace prospectivity
