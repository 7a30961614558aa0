#include "engine/evidence/band_plan.h"

#include "engine/core/ascii.h"
#include "engine/core/error.h"
#include "engine/core/number_format.h"
#include "engine/core/number_text.h"
#include "engine/core/parallel.h"
#include "engine/core/statistics.h"
#include "engine/evidence/class_codes.h"
#include "engine/evidence/class_doubts.h"
#include "engine/evidence/layer_classes.h"
#include "engine/raster/band_names.h"
#include "engine/raster/raster_walk.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

namespace prospectivity {

namespace {

constexpr std::size_t mostClassBands = 256;  ///< of one layer; more take it as codes
constexpr std::size_t manyClasses = 64;      ///< above which rare ones are joined without being asked
constexpr double leastShareOfMany = 0.001;   ///< of the cells of such a layer
constexpr float largestExactCode = 16777216; ///< 2^24: float32 holds every whole number up to it
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
  walkBand(*band.source, walk, progress.part(0, 0), [&](const Tile&, const std::vector<float>& values) {
    for (const float value : values)
      if (!std::isnan(value))
        use(value);
  });
}

/// What planning takes from cells: from those who read them before, or by reading them now.
class Findings {
 public:
  Findings(const StackFindings* known, StackFindings& found) : mKnown(known), mFound(found) {}

  bool areKnown() const { return mKnown != nullptr; }

  /// Of a band, what `read` finds.
  template <typename Value, typename Read>
  const Value& of(const std::string& band, std::map<std::string, Value> StackFindings::*what,
                  const Read& read) {
    std::map<std::string, Value>& found = mFound.*what;
    if (mKnown == nullptr)
      return found[band] = read();
    const std::map<std::string, Value>& known = mKnown->*what;
    const auto entry = known.find(band);
    if (entry == known.end())
      throw Error("The plan of the stack does not tell of the band '%1': make it anew with these layers, "
                  "names and parameters.",
                  band);
    return found[band] = entry->second;
  }

 private:
  const StackFindings* mKnown;
  StackFindings& mFound;
};

/// Codes as they are told: the first few of many.
std::string codesInWords(const std::vector<float>& codes) {
  constexpr std::size_t told = 10;
  std::string text;
  for (std::size_t i = 0; i < std::min(told, codes.size()); ++i)
    text += (i == 0 ? "" : ", ") + exactText(static_cast<double>(codes[i]));
  return codes.size() > told ? text + " or one of " + std::to_string(codes.size() - told) + " more" : text;
}

/// The names of the classes that are one, "other", and of those that were already in the layer.
std::set<std::string> joinedNames(const FeatureDescription& before, const LayerClasses& classes) {
  std::set<std::string> names;
  const auto isOther = [](const LayerClass& one) { return lowered(one.name) == LayerClasses::otherName; };
  for (const std::vector<LayerClass>* list : {&classes.kept, &classes.joined})
    if (std::any_of(list->begin(), list->end(), isOther))
      names = before.joined;
  for (const LayerClass& one : classes.joined)
    if (!isOther(one))
      names.insert(one.name);
  return names;
}

/// One band of 0 and 1 per class. At most so many bands are computed side by side; those that never are share
/// a source, so that a layer of hundreds of classes does not open its file as often.
std::vector<PlannedBand> splitIntoClasses(const PlannedBand& band, const LayerClasses& classes,
                                          bool isNumbered, std::size_t mostAtOnce,
                                          std::vector<std::unique_ptr<RasterSource>>& warped) {
  std::vector<RasterSource*> sources;
  for (std::size_t i = 0; i < std::min(classes.left(), mostAtOnce); ++i) {
    warped.push_back(band.source->clone());
    sources.push_back(warped.back().get());
  }
  std::vector<PlannedBand> result;
  const auto add = [&](const std::string& name, const std::string& which, std::vector<float> codes) {
    PlannedBand one = band;
    one.source = sources[result.size() % sources.size()];
    one.account.name = band.account.name + "=" + name;
    one.account.description.kind = FeatureKind::Indicator;
    one.account.description.unit.clear();
    one.account.description.classes.clear();
    one.account.description.joined = lowered(name) == LayerClasses::otherName
                                         ? joinedNames(band.account.description, classes)
                                         : std::set<std::string>();
    one.account.treatment += ", 1 where the class is " + which;
    one.change = [codes = std::move(codes)](float cell) {
      return std::binary_search(codes.begin(), codes.end(), cell) ? 1.0F : 0.0F;
    };
    result.push_back(std::move(one));
  };
  for (const LayerClass& one : classes.kept)
    add(one.name, isNumbered ? one.name : codesInWords(one.codes), one.codes);
  if (!classes.joined.empty())
    add(LayerClasses::otherName, "one of " + std::to_string(classes.joined.size()) + " rare ones",
        classes.joinedCodes());
  return result;
}

/// A code that no class has, beside the others.
float unusedCode(const LayerClasses& classes) {
  std::set<float> used;
  for (const std::vector<LayerClass>* list : {&classes.kept, &classes.joined})
    for (const LayerClass& one : *list)
      used.insert(one.codes.begin(), one.codes.end());
  float code = std::floor(*used.rbegin()) + 1;
  if (code > largestExactCode)
    for (code = 0; used.count(code) > 0;)
      ++code;
  return code;
}

/// The band stays one of codes, with the names of its classes.
void keepCodes(PlannedBand& band, const LayerClasses& classes) {
  std::map<double, std::string>& names = band.account.description.classes;
  names.clear();
  for (const LayerClass& one : classes.kept)
    for (const float code : one.codes) {
      const std::string name = band.source->className(band.band, static_cast<double>(code));
      if (name != exactText(static_cast<double>(code)))
        names.emplace(static_cast<double>(code), name);
    }
  band.account.description.joined = joinedNames(band.account.description, classes);
  if (classes.joined.empty())
    return;
  const float other = unusedCode(classes);
  names.emplace(static_cast<double>(other), LayerClasses::otherName);
  band.account.treatment += ", " + std::to_string(classes.joined.size()) + " rare classes as the class " +
                            exactText(static_cast<double>(other));
  band.change = [rare = classes.joinedCodes(), other](float cell) {
    return std::binary_search(rare.begin(), rare.end(), cell) ? other : cell;
  };
}

/// The share of a layer's cells that a class must have, from 0 to 1.
double leastShareOf(const StackRequest& request, const LayerClasses& classes) {
  if (request.minClassArea)
    return *request.minClassArea / 100;
  return request.oneHot && classes.found() > manyClasses ? leastShareOfMany : 0;
}

/// Counts and joins the classes of a categorical band, and tells what became of them.
LayerClasses planClasses(const PlannedBand& band, const StackRequest& request, RasterSource* mask,
                         Findings& findings, ClassAccount& account, const Progress& progress) {
  LayerClasses classes = findings.of(band.account.name, &StackFindings::classes, [&] {
    return classesOf(*band.source, band.band, band.account.name, mask, progress);
  });
  const double least = leastShareOf(request, classes);
  joinRareClasses(classes, least);
  if (classes.kept.empty() && !classes.joined.empty())
    throw Error("%1 of %2 % joins all classes of the band '%3' into one: choose a smaller share.",
                Subject::MinClassArea, numberText(100 * least), band.account.name);
  account.band = band.account.name;
  account.found = classes.found();
  account.joined = classes.joined.size();
  account.leastShare = least;
  if (!classes.joined.empty())
    account.joinedShare = static_cast<double>(classes.joinedCells()) / static_cast<double>(classes.cells());
  account.isCodes = !request.oneHot || classes.left() > mostClassBands || classes.cells() == 0;
  progress.message({"%1: %2 classes%3.", account.band, account.found,
                    account.joined == 0
                        ? Sentence("")
                        : Sentence("; %1 of less than %2 % of its cells each are '%3' together, %4 of the "
                                   "cells",
                                   account.joined, numberText(100 * least), LayerClasses::otherName,
                                   formatPercent(account.joinedShare))});
  if (request.oneHot && classes.left() > mostClassBands)
    progress.warning(
        {"%1: the band '%2' has %3 classes, too many for one band each (%4): it stays one band "
         "of codes, which a model takes for a quantity; raise %5 above %6 % to join more of them.",
         Subject::Categorical, account.band, classes.left(), mostClassBands, Subject::MinClassArea,
         numberText(100 * least)});
  return classes;
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

/// None for a band without data.
LayerTransform fittedTransform(const PlannedBand& band, const TransformRequest& request, RasterSource* mask,
                               const Progress& progress) {
  const auto [sample, least] = fittedValuesOf(band, mask, progress);
  if (sample.empty())
    return {};
  switch (request.kind) {
  case TransformKind::Log:
    break;
  case TransformKind::Winsorize:
    return {request.kind, quantile(sample, request.lowPercent / 100),
            quantile(sample, request.highPercent / 100)};
  case TransformKind::Standardize: {
    const double spread = standardDeviation(sample);
    return {request.kind, mean(sample), spread > 0 ? spread : 1};
  }
  }
  return {request.kind, least > 0 ? 0 : 1 - least};
}

void addTransform(PlannedBand& band, const TransformRequest& request, RasterSource* mask, Findings& findings,
                  const Progress& progress) {
  const LayerTransform fitted = findings.of(band.account.name, &StackFindings::transforms,
                                            [&] { return fittedTransform(band, request, mask, progress); });
  if (fitted.isNone())
    return; // a band without data is refused when the stack is written
  band.change = fitted;
  band.account.treatment += ", " + fitted.words();
  band.account.description.kind = FeatureKind::Quantity;
  band.account.description.classes.clear();
  band.account.description.joined.clear();
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
  std::vector<std::string> named;
  for (const TransformRequest& transform : request.transforms.bands)
    named.push_back(transform.band);
  for (const LogRatioGroup& group : request.transforms.groups)
    named.insert(named.end(), group.members.begin(), group.members.end());
  std::set<std::string> seen;
  for (const std::string& band : named) {
    checkKnown(bands, band, Subject::Transforms);
    if (!seen.insert(band).second)
      throw Error("%1 names '%2' twice: give each layer one transform.", Subject::Transforms, band);
    if (std::find(request.categorical.begin(), request.categorical.end(), band) != request.categorical.end())
      throw Error("%1 names '%2', whose numbers are classes: leave it out there, or out of %3.",
                  Subject::Transforms, band, Subject::Categorical);
  }
}

void checkUnits(const StackRequest& request, const std::vector<PlannedBand>& bands) {
  std::set<std::string> seen;
  for (const UnitRequest& stated : request.units) {
    checkKnown(bands, stated.band, Subject::Units);
    if (!seen.insert(stated.band).second)
      throw Error("%1 names '%2' twice: give each layer one unit.", Subject::Units, stated.band);
    if (std::find(request.categorical.begin(), request.categorical.end(), stated.band) !=
        request.categorical.end())
      throw Error("%1 names '%2', whose numbers are classes, which have no unit: leave it out there, or out "
                  "of %3.",
                  Subject::Units, stated.band, Subject::Categorical);
  }
}

/// The unit that the user states for a band, if there is one.
void takeUnit(const std::vector<UnitRequest>& units, PlannedBand& band, const Progress& progress) {
  const std::string& name = band.account.name;
  const auto stated = std::find_if(units.begin(), units.end(),
                                   [&](const UnitRequest& candidate) { return candidate.band == name; });
  if (stated == units.end())
    return;
  FeatureDescription& description = band.account.description;
  if (description.kind == FeatureKind::Codes || description.kind == FeatureKind::Indicator)
    throw Error("%1 names '%2', which holds classes by its record, and these have no unit: leave it out.",
                Subject::Units, name);
  const std::optional<LayerTransform> done = LayerTransform::read(description.transform);
  if (done && done->logRatio())
    throw Error("%1 names '%2', which is a log-ratio by its record, and a ratio has no unit: leave it out.",
                Subject::Units, name);
  if (!description.unit.empty() && description.unit != stated->unit)
    progress.warning({"%1: the layer '%2' declares the unit %3, and %4 is recorded instead; its values stay "
                      "as they are.",
                      Subject::Units, name, description.unit, stated->unit});
  description.unit = stated->unit;
  description.kind = FeatureKind::Quantity; // what has a unit is one
}

/// Log-ratios are made of amounts as they are measured. `layer` is the band before it is warped.
void checkMember(const std::vector<LogRatioGroup>& groups, const PlannedBand& band,
                 const RasterSource& layer) {
  const std::string& name = band.account.name;
  const auto group = std::find_if(groups.begin(), groups.end(), [&](const LogRatioGroup& candidate) {
    return std::find(candidate.members.begin(), candidate.members.end(), name) != candidate.members.end();
  });
  if (group == groups.end())
    return;
  const FeatureDescription description = layer.description(band.band);
  if (description.kind == FeatureKind::Codes || description.kind == FeatureKind::Indicator)
    throw Error("%1: the layer '%2' of '%3' holds classes by its record, and a log-ratio is made of amounts: "
                "leave it out of the group.",
                Subject::Transforms, name, group->text());
  const std::optional<LayerTransform> done = LayerTransform::read(description.transform);
  if (done && !done->isNone())
    throw Error("%1: the layer '%2' of '%3' was transformed before (%4), and a log-ratio is made of amounts: "
                "give the layer as it was.",
                Subject::Transforms, name, group->text(), done->sentence());
}

/// The smallest value above 0. Throws Error where it is no layer of amounts.
double leastAmountOf(const PlannedBand& band, const LogRatioGroup& group, RasterSource* mask,
                     const Progress& progress) {
  double least = std::numeric_limits<double>::infinity();
  double leastAbove = std::numeric_limits<double>::infinity();
  forEachValue(band, mask, progress, [&](float value) {
    least = std::fmin(least, value);
    if (value > 0)
      leastAbove = std::fmin(leastAbove, value);
  });
  const std::string& name = band.account.name;
  if (std::isinf(least))
    throw Error(
        "%1: the layer '%2' of '%3' has no data on the grid of the stack%4: check its NoData value and "
        "extent, or leave it out of the group.",
        Subject::Transforms, name, group.text(),
        mask == nullptr ? Sentence("") : Sentence(" inside the mask"));
  if (least < 0)
    throw Error("%1: the layer '%2' of '%3' has values below 0 (%4), which no amount has: declare them as "
                "NoData, choose another resampling than cubic if that makes them, or leave the layer out of "
                "the group.",
                Subject::Transforms, name, group.text(), exactText(least));
  if (std::isinf(leastAbove))
    throw Error("%1: the layer '%2' of '%3' is 0 in every cell: leave it out of the group.",
                Subject::Transforms, name, group.text());
  return leastAbove;
}

/// Shares in one unit and in another are not parts of one whole.
void warnOfUnits(const std::vector<PlannedBand*>& members, const LogRatioGroup& group,
                 const Progress& progress) {
  std::vector<std::string> units;
  for (const PlannedBand* member : members) {
    const std::string& unit = member->account.description.unit;
    if (!unit.empty() && std::find(units.begin(), units.end(), unit) == units.end())
      units.push_back(unit);
  }
  if (units.size() < 2)
    return;
  std::string all = units[0];
  for (std::size_t i = 1; i < units.size(); ++i)
    all += ", " + units[i];
  progress.warning({"%1: the layers of '%2' are in different units (%3): unless these are names of one unit, "
                    "bring them to one, since zeros are replaced at the cost of the total.",
                    Subject::Transforms, group.text(), all});
}

/// Different texts of the layers from one on, in the order in which they come.
std::string joined(const std::vector<PlannedBand*>& layers, std::size_t first, std::string BandAccount::*text,
                   const char* separator) {
  std::vector<std::string> texts;
  for (std::size_t i = first; i < layers.size(); ++i)
    if (std::find(texts.begin(), texts.end(), layers[i]->account.*text) == texts.end())
      texts.push_back(layers[i]->account.*text);
  std::string all = texts[0];
  for (std::size_t i = 1; i < texts.size(); ++i)
    all += separator + texts[i];
  return all;
}

/// Makes the band of a group's layer into that of its log-ratio.
void describeRatio(const LogRatio& ratio, const std::vector<PlannedBand*>& layers) {
  PlannedBand& band = *layers[ratio.band];
  BandAccount& account = band.account;
  if (ratio.group.kind == LogRatioKind::Isometric) {
    account.source = joined(layers, ratio.band, &BandAccount::source, ", ");
    account.sourceGrid = joined(layers, ratio.band, &BandAccount::sourceGrid, "; ");
    account.treatment = joined(layers, ratio.band, &BandAccount::treatment, ", ");
  }
  account.treatment += ", " + ratio.words() + ", " + ratio.group.zerosInWords();
  account.name = ratio.group.bandName(ratio.band);
  account.description.kind = FeatureKind::Quantity;
  account.description.unit.clear(); // a ratio has none
  account.description.transform = LayerTransform(ratio).text();
  band.isOfGroup = true;
}

/// Makes bands, which hold the layers of a group, into those of its log-ratios. Its `bands` are those of all
/// layers yet; that of the last layer of an isometric one is left as it is.
PlannedGroup planGroup(const LogRatioGroup& group, std::vector<PlannedBand>& bands, RasterSource* mask,
                       Findings& findings, const Progress& progress) {
  constexpr double ofLeast = 0.65;
  constexpr int digits = 6;
  PlannedGroup planned;
  planned.logRatio = group;
  planned.account.group = LogRatioGroup{group.kind, group.members, {}}.text();
  std::vector<PlannedBand*> layers;
  for (const std::string& name : group.members) {
    const auto band = std::find_if(bands.begin(), bands.end(), [&](const PlannedBand& candidate) {
      return candidate.account.name == name;
    });
    layers.push_back(&*band);
    planned.bands.push_back(static_cast<std::size_t>(band - bands.begin()));
    planned.members.push_back({band->source, band->band});
  }
  warnOfUnits(layers, group, progress);
  for (const PlannedBand* layer : layers) {
    const double least = findings.of(layer->account.name, &StackFindings::leastAmounts,
                                     [&] { return leastAmountOf(*layer, group, mask, progress); });
    if (group.zeros.empty())
      planned.logRatio.zeros.push_back(rounded(ofLeast * least, digits));
    const std::size_t member = planned.account.members.size();
    planned.account.members.push_back({layer->account.name, least, planned.logRatio.zeros[member], 0});
  }
  for (std::size_t band = 0; band < planned.logRatio.bands(); ++band)
    describeRatio({planned.logRatio, band}, layers);
  return planned;
}

void planGroups(const std::vector<LogRatioGroup>& groups, StackPlan& plan, RasterSource* mask,
                Findings& findings, const Progress& progress) {
  std::set<std::size_t> leftOut; // layers without a band of their own
  for (const LogRatioGroup& group : groups) {
    plan.groups.push_back(planGroup(group, plan.bands, mask, findings, progress));
    PlannedGroup& planned = plan.groups.back();
    for (; planned.bands.size() > planned.logRatio.bands(); planned.bands.pop_back())
      leftOut.insert(planned.bands.back());
  }
  std::vector<PlannedBand> kept;
  std::vector<std::size_t> numbers; // of the bands now, by those before
  for (std::size_t i = 0; i < plan.bands.size(); ++i) {
    numbers.push_back(kept.size());
    if (leftOut.count(i) == 0)
      kept.push_back(std::move(plan.bands[i]));
  }
  plan.bands = std::move(kept);
  for (PlannedGroup& group : plan.groups)
    for (std::size_t& band : group.bands)
      band = numbers[band];
}

} // namespace

void tellOfClasses(const Sentence& doubt, const Progress& progress) {
  progress.warning({"%1: %2: name it in %3, unless its numbers measure something.", Subject::Layers, doubt,
                    Subject::Categorical});
}

StackPlan planBands(StackRequest& request, const Grid& grid, RasterSource* mask, const StackFindings* known,
                    std::vector<std::unique_ptr<RasterSource>>& warped, const Progress& progress) {
  if (request.minClassArea && !(*request.minClassArea >= 0 && *request.minClassArea < 100))
    throw Error("%1 is %2, but must be at least 0 and below 100 (percent of the cells of a layer): choose a "
                "share such as 0.1, or 0 to join no classes.",
                Subject::MinClassArea, numberText(*request.minClassArea));
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
  checkUnits(request, bands);

  StackPlan plan;
  Findings findings(known, plan.findings);
  plan.mostAtOnce = static_cast<std::size_t>(availableThreads());
  std::vector<PlannedBand>& result = plan.bands;
  for (std::size_t i = 0; i < bands.size(); ++i) {
    PlannedBand& band = bands[i];
    const bool categorical = std::find(request.categorical.begin(), request.categorical.end(),
                                       band.account.name) != request.categorical.end();
    std::unique_ptr<RasterSource> layer = layers[i]->clone();
    if (categorical && !request.oneHot && !findings.areKnown() &&
        mergesCodes(*layer, band.band, band.account.name, progress))
      throw Error("%1: the codes of the band '%2' have more digits than the cells of a stack: tick %3, or "
                  "number its classes anew.",
                  Subject::Categorical, band.account.name, Subject::OneHot);
    bool isNumbered = false;
    if (categorical && request.oneHot) {
      const std::vector<double>& codes = findings.of(band.account.name, &StackFindings::numbered, [&] {
        return codesToNumber(*layer, band.band, band.account.name, progress);
      });
      isNumbered = !codes.empty();
      if (isNumbered)
        layer = numberClasses(std::move(layer), band.band, codes);
    }
    if (!categorical && !findings.areKnown()) {
      bool isOpen = false;
      if (const std::optional<Sentence> doubt = classDoubt(*layer, band.band, band.account.name, &isOpen))
        tellOfClasses(*doubt, progress);
      if (isOpen) {
        band.watch = std::make_shared<ClassWatch>(layer->grid());
        layer = watchedFor(std::move(layer), band.band, band.watch);
      }
    }
    bool keepsValues = true; // no cell holds a number that the layer does not hold
    if (layers[i]->grid().matches(grid) && sameCrs(layers[i]->grid().crs, grid.crs)) {
      warped.push_back(std::move(layer));
      band.account.treatment = "as it is";
    } else {
      // Codes by the word of their record are none between two cells either.
      const bool areCodes = categorical || layers[i]->description(band.band).kind == FeatureKind::Codes;
      const Resampling resampling = resamplingFor(*layers[i], request, grid, areCodes);
      warped.push_back(warpTo(std::move(layer), grid, resampling));
      band.account.treatment = "warped (" + resamplingName(resampling) + ")";
      keepsValues = resampling == Resampling::Nearest || resampling == Resampling::Mode;
    }
    band.source = warped.back().get();
    // A layer that is a band of another stack brings its record along.
    band.account.description = layers[i]->description(band.band);
    takeUnit(request.units, band, progress);
    checkMember(request.transforms.groups, band, *layers[i]);
    FeatureDescription& description = band.account.description;
    description.transform = LayerTransform::read(description.transform).value_or(LayerTransform()).text();
    if (categorical)
      description.kind = FeatureKind::Codes;
    else if (description.kind == FeatureKind::Unknown || !keepsValues)
      description.kind =
          FeatureKind::Quantity; // means of codes are none, and shares of a class are no 0 and 1
    if (description.kind != FeatureKind::Codes)
      description.classes.clear();
    if (description.kind == FeatureKind::Quantity)
      description.joined.clear();
    if (categorical) {
      const LayerClasses classes =
          planClasses(band, request, mask, findings, plan.classes.emplace_back(), progress);
      if (!plan.classes.back().isCodes) {
        for (PlannedBand& one : splitIntoClasses(band, classes, isNumbered, plan.mostAtOnce, warped))
          result.push_back(std::move(one));
        continue;
      }
      if (isNumbered)
        band.account.treatment += ", classes numbered from 0 in the order of their codes";
      keepCodes(band, classes);
    }
    for (const TransformRequest& transform : request.transforms.bands)
      if (transform.band == band.account.name)
        addTransform(band, transform, mask, findings, progress);
    result.push_back(std::move(band));
  }
  checkUnique(result); // groups find their layers by name
  planGroups(request.transforms.groups, plan, mask, findings, progress);
  checkUnique(result);
  return plan;
}

} // namespace prospectivity
