// Which recipe should networks be trained with by default? Each recipe on the same stratified folds of the
// same samples, with the reference models beside them: mean and standard deviation over the folds of test
// AUC, test accuracy and overfitting, and how each differs from the plain recipe and from the reference model
// of the highest AUC, with its standard error corrected for training parts that overlap (Nadeau & Bengio
// 2003, doi 10.1023/A:1024068626366). Differences below one or two of these errors are none.
//
// Usage: recipe_table [--folds=10] [--repeats=1] [--seed=1] [--window=1] [--stack=STACK.tif] [--noise=SHARE]
//                     [--noise-layers=COUNT] [--shuffle] [--holes=SHARE] [--layer-holes=VALUES,LAYERS]
//                     [--keep-holes] [--table-seed=2026] [--smote=COUNT] [--short] SAMPLES.csv...
//
// SAMPLES.csv: readSampleCsv(), such as ogr2ogr -f CSV writes of a samples layer. --window: columns are the
// cells of windows of that side, feature by feature; with --stack windows of that side are cut from it around
// the samples (ogr2ogr -lco GEOMETRY=AS_XY), which share a fold where they share cells.
//
// Tables made from each given one (made_tables.h), by chance that --table-seed decides: --noise adds Gaussian
// noise of that share of each column's standard deviation, --noise-layers that many layers of noise,
// --shuffle deals the labels anew, so that nothing is left to learn (AUC 0.5 within its error), --holes takes
// that share of the values away, one by one, --layer-holes that share of the values of that share of the
// layers, all bands and cells of a layer together (0.3,0.5: of half of the layers three in ten samples have
// nothing). Samples that have holes from the start are kept with --keep-holes, of windows those whose own
// cell has half of the layers. Where values are missing, the plain recipe fills them with means, as it could
// not judge the samples otherwise, and all others learn them (MISSING). --smote brings each class of a
// training part up to that many samples, for the networks. --short: only the defaults, the plain recipe and
// the reference models.
#include "benchmarks/made_tables.h"
#include "benchmarks/sample_csv.h"
#include "engine/augment/augment.h"
#include "engine/augment/registry.h"
#include "engine/core/random.h"
#include "engine/core/statistics.h"
#include "engine/raster/gdal_raster.h"
#include "engine/samples/equal_samples.h"
#include "engine/samples/window_samples.h"
#include "engine/train/network_learner.h"
#include "engine/train/reference_learners.h"
#include "engine/train/training_folds.h"
#include "engine/train/training_recipe.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

using namespace prospectivity;

namespace {

/// A row of the table: of members, schedule, mixup, epochs, batch size, learning rate, weight decay,
/// patience, thresholds.
struct Row {
  const char* name;
  TrainingRecipe recipe;
  bool isDefault = false;
};

const std::vector<Row>& rows() {
  constexpr Schedule early = Schedule::EarlyStopping;
  constexpr Schedule cosine = Schedule::Cosine;
  static const std::vector<Row> all{
      {"5 members, early stopping", {5, early, 0, 200, 32, 1e-3, 1e-4, 20, 0}},
      {"  + 8 thresholds", {5, early, 0, 200, 32, 1e-3, 1e-4, 20, 8}},
      {"5 members, cosine, 60 epochs", {5, cosine, 0, 60, 32, 1e-3, 1e-4, 20, 0}},
      {"  + decay 1, mixup 0.4", {5, cosine, 0.4, 60, 32, 1e-3, 1, 20, 0}},
      {"  + 8 thresholds", {5, cosine, 0.4, 60, 32, 1e-3, 1, 20, 8}},
      {"  + batch 16, rate 2e-3 (defaults)", defaultRecipe, true},
      {"defaults but 1 member", {1, cosine, 0.4, 60, 16, 2e-3, 1, 20, 8}},
      {"defaults but 10 members", {10, cosine, 0.4, 60, 16, 2e-3, 1, 20, 8}},
      {"defaults but no thresholds", {5, cosine, 0.4, 60, 16, 2e-3, 1, 20, 0}},
      {"defaults but 4 thresholds", {5, cosine, 0.4, 60, 16, 2e-3, 1, 20, 4}},
      {"defaults but 16 thresholds", {5, cosine, 0.4, 60, 16, 2e-3, 1, 20, 16}},
      {"defaults but mixup 0", {5, cosine, 0, 60, 16, 2e-3, 1, 20, 8}},
      {"defaults but mixup 1", {5, cosine, 1, 60, 16, 2e-3, 1, 20, 8}},
      {"defaults but decay 0.1", {5, cosine, 0.4, 60, 16, 2e-3, 0.1, 20, 8}},
      {"defaults but decay 3", {5, cosine, 0.4, 60, 16, 2e-3, 3, 20, 8}},
      {"defaults but 30 epochs", {5, cosine, 0.4, 30, 16, 2e-3, 1, 20, 8}},
      {"defaults but 120 epochs", {5, cosine, 0.4, 120, 16, 2e-3, 1, 20, 8}}};
  return all;
}

/// The defaults of before there was a choice of recipes.
constexpr TrainingRecipe plainRecipe{1, Schedule::EarlyStopping, 0, 200, 32, 1e-3, 1e-4, 20, 0};

struct Settings {
  SplitOptions split;
  std::uint64_t seed = 1;
  int window = 1;
  std::string stack;       ///< that windows are cut from; empty: the tables hold them
  bool keepsHoles = false; ///< that the tables have from the start
  std::uint64_t tableSeed = 2026;
  std::size_t smoteTo = 0; ///< samples of each class; 0: as they are
  bool isShort = false;    ///< of the recipes only the defaults
};

AugmentFunction smoteTo(std::size_t count) {
  return [count](const SampleTable& observed, std::uint64_t seed) {
    AugmentOptions options;
    options.bothClasses = true;
    options.targetCount = count;
    options.seed = seed;
    return augment(*findAugmenter("smote"), observed, options, Progress());
  };
}

TrainingOptions optionsOf(const TrainingRecipe& recipe, const Settings& settings,
                          const std::vector<std::size_t>& groups, MissingEvidence missing) {
  TrainingOptions options;
  options.members = recipe.members;
  options.groups = groups;
  options.setMissing(missing);
  if (settings.smoteTo > 0)
    options.augment = smoteTo(settings.smoteTo);
  options.fit.shape.window = settings.window;
  options.fit.shape.thresholds = recipe.thresholds;
  options.fit.schedule = recipe.schedule;
  options.fit.mixup = recipe.mixup;
  options.fit.epochs = recipe.epochs;
  options.fit.batchSize = recipe.batchSize;
  options.fit.learningRate = recipe.learningRate;
  options.fit.weightDecay = recipe.weightDecay;
  options.fit.patience = recipe.patience;
  return options;
}

/// One figure in each fold.
using Figures = std::vector<double>;

struct Judged {
  Figures auc;
  Figures accuracy;
  Figures overfitting;
  double seconds = 0;
};

Judged judge(const SampleTable& table, const std::vector<TrainingFold>& folds, const Learner& learner,
             std::uint64_t seed) {
  const auto start = std::chrono::steady_clock::now();
  Judged judged;
  for (const FoldResult& fold : crossValidate(table, folds, learner, seed, 0, Progress())) {
    judged.auc.push_back(fold.metrics.auc);
    judged.accuracy.push_back(fold.metrics.accuracy);
    judged.overfitting.push_back(fold.overfitting());
  }
  judged.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return judged;
}

/// Mean and standard deviation.
void printFigures(const Figures& figures) {
  std::printf("  %.3f sd %.3f", mean(figures), standardDeviation(figures));
}

/// Mean difference and its corrected standard error.
void printDifference(const Figures& figures, const Figures& other, double testShare) {
  Figures differences;
  for (std::size_t i = 0; i < figures.size(); ++i)
    differences.push_back(figures[i] - other[i]);
  const double error = standardDeviation(differences) *
                       std::sqrt(1 / static_cast<double>(figures.size()) + testShare / (1 - testShare));
  std::printf(" (%+.3f se %.3f)", mean(differences), error);
}

/// What a row is held against: the plain recipe, and the reference model of the highest AUC.
struct Marks {
  Judged plain;
  Judged reference;
};

void printRow(const std::string& name, const Judged& judged, const Marks& marks, double testShare) {
  std::printf("%-36s", name.c_str());
  for (Figures Judged::*figures : {&Judged::auc, &Judged::accuracy}) {
    printFigures(judged.*figures);
    printDifference(judged.*figures, marks.plain.*figures, testShare);
    printDifference(judged.*figures, marks.reference.*figures, testShare);
  }
  printFigures(judged.overfitting);
  std::printf("  %.1f s\n", judged.seconds);
  std::fflush(stdout);
}

/// A table, and the samples of it that stay together in a division.
struct GivenSamples {
  SampleTable table;
  std::vector<std::size_t> groups; ///< of windows that share cells; empty: of equal samples alone
};

GivenSamples samplesIn(const std::string& path, const Settings& settings) {
  if (settings.stack.empty())
    return {readSampleCsv(path, settings.keepsHoles), {}};
  constexpr double minPresent = 0.5;
  const std::unique_ptr<RasterSource> stack = openRaster(settings.stack);
  WindowSamples cut =
      cutWindows(readSampleCsv(path, settings.keepsHoles, true), *stack, settings.window, Progress(),
                 settings.keepsHoles ? std::optional<double>(minPresent) : std::nullopt);
  std::fprintf(stderr, "%s: of the samples %zu lie too near to the edge of the stack and %zu lack data\n",
               path.c_str(), cut.outside, cut.noData);
  std::vector<std::size_t> groups = overlapGroups(cut.table.points, stack->grid(), settings.window, 0);
  return {std::move(cut.table), std::move(groups)};
}

void printTable(const std::string& title, const SampleTable& table, const std::vector<std::size_t>& together,
                const Settings& settings) {
  std::printf("\n%s: %zu deposits, %zu non-deposits, %td columns\n", title.c_str(), table.count(1),
              table.count(0), table.values.cols());
  std::printf("%-36s  %s\n", "",
              "AUC sd (minus the plain recipe's, error) (minus the best reference's); accuracy alike; "
              "overfitting sd");
  SplitOptions split = settings.split;
  split.groups = together.empty() ? equalSamples(table).groups : together;
  const std::vector<TrainingFold> folds = makeTrainingFolds(table, split, settings.seed).folds;
  const double testShare = 1.0 / split.folds;
  const bool isWhole = table.values.allFinite();
  const MissingEvidence learnt = isWhole ? MissingEvidence::Exclude : MissingEvidence::Learn;
  const MissingEvidence filled = isWhole ? MissingEvidence::Exclude : MissingEvidence::Fill;
  const auto judgeNetworks = [&](const TrainingRecipe& recipe, MissingEvidence missing) {
    return judge(table, folds, NetworkLearner(optionsOf(recipe, settings, split.groups, missing)),
                 settings.seed);
  };
  ReferenceOptions referenceOptions;
  referenceOptions.missing = learnt;
  referenceOptions.window = settings.window;
  std::vector<std::pair<std::string, Judged>> references;
  for (const Choice& choice : referenceChoices())
    references.emplace_back(
        choice.title, judge(table, folds, *referenceLearner(choice.id, referenceOptions), settings.seed));
  const auto best = std::max_element(references.begin(), references.end(), [](const auto& a, const auto& b) {
    return mean(a.second.auc) < mean(b.second.auc);
  });
  const Marks marks{judgeNetworks(plainRecipe, filled), best->second};
  for (const auto& [name, judged] : references)
    printRow(name, judged, marks, testShare);
  printRow("plain: 1 network, early stopping", marks.plain, marks, testShare);
  for (const Row& row : rows())
    if (!settings.isShort || row.isDefault)
      printRow(row.name, judgeNetworks(row.recipe, learnt), marks, testShare);
}

/// A table made from a given one.
struct Variant {
  std::string name;
  std::function<SampleTable(SampleTable)> make;
};

/// The table itself, and those that a switch asks for.
std::vector<Variant> variantsOf(const std::vector<std::pair<std::string, std::string>>& switches,
                                const Settings& settings) {
  const Random random(settings.tableSeed);
  const int window = settings.window;
  std::vector<Variant> variants{{"", [](SampleTable table) { return table; }}};
  for (const auto& [name, value] : switches) {
    const double number = std::atof(value.c_str());
    if (name == "--noise")
      variants.push_back({", noise of " + value + " standard deviations added", [=](SampleTable table) {
                            return withNoise(std::move(table), number, random.fork(0));
                          }});
    else if (name == "--noise-layers")
      variants.push_back({", " + value + " layers of noise added", [=](SampleTable table) {
                            return withNoiseLayers(std::move(table), static_cast<int>(number), window,
                                                   random.fork(1));
                          }});
    else if (name == "--shuffle")
      variants.push_back({", labels dealt anew",
                          [=](SampleTable table) { return shuffled(std::move(table), random.fork(2)); }});
    else if (name == "--holes")
      variants.push_back({", holes in " + value + " of the values", [=](SampleTable table) {
                            return withHoles(std::move(table), number, random.fork(3));
                          }});
    else if (name == "--layer-holes") {
      const std::size_t comma = value.find(',');
      const double ofLayers = comma == std::string::npos ? 0 : std::atof(value.c_str() + comma + 1);
      if (!(number > 0 && number <= 1 && ofLayers > 0 && ofLayers <= 1))
        throw std::runtime_error("--layer-holes needs two shares between 0 and 1, such as 0.3,0.5");
      variants.push_back({", holes in " + value.substr(0, comma) + " of the values of " +
                              value.substr(comma + 1) + " of the layers",
                          [=](SampleTable table) {
                            return withLayerHoles(std::move(table), number, ofLayers, window, random.fork(4));
                          }});
    }
  }
  return variants;
}

/// Throws where the columns are no windows of that side, or the networks cannot be that small.
void checkWindow(const SampleTable& table, const Settings& settings) {
  const InputLayout layout = layoutOf(table, settings.window);
  if (layout.columns() != static_cast<std::size_t>(table.values.cols()))
    throw std::runtime_error(std::to_string(table.values.cols()) + " columns are no windows of --window=" +
                             std::to_string(settings.window) + ": give --stack to have them cut");
  TrainingOptions options = optionsOf(defaultRecipe, settings, {}, MissingEvidence::Exclude);
  options.fit.shape.features = static_cast<int>(layout.features);
  options.check();
}

void printTables(int count, char** arguments) {
  Settings settings;
  settings.split.folds = 10;
  std::vector<std::pair<std::string, std::string>> made;
  std::vector<std::string> files;
  for (int i = 1; i < count; ++i) {
    const std::string argument = arguments[i];
    const std::size_t equals = argument.find('=');
    const std::string name = argument.substr(0, equals);
    const std::string value = equals == std::string::npos ? "" : argument.substr(equals + 1);
    if (name == "--folds")
      settings.split.folds = std::atoi(value.c_str());
    else if (name == "--repeats")
      settings.split.repeats = std::atoi(value.c_str());
    else if (name == "--seed")
      settings.seed = std::strtoull(value.c_str(), nullptr, 10);
    else if (name == "--window")
      settings.window = std::atoi(value.c_str());
    else if (name == "--stack")
      settings.stack = value;
    else if (name == "--noise" || name == "--noise-layers" || name == "--shuffle" || name == "--holes" ||
             name == "--layer-holes")
      made.emplace_back(name, value);
    else if (name == "--table-seed")
      settings.tableSeed = std::strtoull(value.c_str(), nullptr, 10);
    else if (name == "--smote")
      settings.smoteTo = std::strtoull(value.c_str(), nullptr, 10);
    else if (name == "--keep-holes")
      settings.keepsHoles = true;
    else if (name == "--short")
      settings.isShort = true;
    else if (name.rfind("--", 0) == 0)
      throw std::runtime_error("there is no switch " + name + ": benchmarks/recipe_table.cpp lists them");
    else
      files.push_back(argument);
  }
  if (settings.window < 1 || settings.window % 2 == 0)
    throw std::runtime_error("--window must be odd, such as 5");
  if (!settings.stack.empty() && settings.window == 1)
    throw std::runtime_error("--stack needs --window of 3 or more");
  const std::vector<Variant> variants = variantsOf(made, settings);
  for (const std::string& file : files) {
    const GivenSamples given = samplesIn(file, settings);
    checkWindow(given.table, settings);
    for (const Variant& variant : variants)
      printTable(file + variant.name, variant.make(given.table), given.groups, settings);
  }
}

} // namespace

int main(int count, char** arguments) {
  try {
    printTables(count, arguments);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  return 0;
}
