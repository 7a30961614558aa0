// Which recipe should networks be trained with by default? Each recipe on the same stratified folds of the
// same samples, with the reference models beside them: mean and standard deviation over the folds of test
// AUC, test accuracy and overfitting, and how each differs from the plain recipe and from the reference model
// of the highest AUC, with its standard error corrected for training parts that overlap (Nadeau & Bengio
// 2003, doi 10.1023/A:1024068626366). Differences below one or two of these errors are none.
//
// Usage: recipe_table [--folds=10] [--repeats=1] [--seed=1] [--window=1] [--noise=SHARE]
//                     [--noise-layers=COUNT] [--shuffle] [--holes=SHARE] [--keep-holes]
//                     [--smote=COUNT] [--short] SAMPLES.csv...
//
// SAMPLES.csv: readSampleCsv(), such as ogr2ogr -f CSV writes of a samples layer. --window: columns are the
// cells of windows of that side, feature by feature. Tables made from each given one: --noise adds Gaussian
// noise of that share of each column's standard deviation, --noise-layers that many columns of noise,
// --shuffle deals the labels anew, so that nothing is left to learn (AUC 0.5 within its error), --holes takes
// that share of the values away; samples that have holes from the start are kept with --keep-holes. Where
// values are missing, the plain recipe fills them with means, as it could not judge the samples otherwise,
// and all others learn them (MISSING). --smote brings each class of a training part up to that many samples,
// for the networks. --short: only the defaults, the plain recipe and the reference models.
#include "benchmarks/sample_csv.h"
#include "engine/augment/augment.h"
#include "engine/augment/registry.h"
#include "engine/core/random.h"
#include "engine/core/statistics.h"
#include "engine/samples/equal_samples.h"
#include "engine/train/network_learner.h"
#include "engine/train/reference_learners.h"
#include "engine/train/training_folds.h"
#include "engine/train/training_recipe.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <functional>
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

void printTable(const std::string& title, const SampleTable& table, const Settings& settings) {
  std::printf("\n%s: %zu deposits, %zu non-deposits, %td columns\n", title.c_str(), table.count(1),
              table.count(0), table.values.cols());
  std::printf("%-36s  %s\n", "",
              "AUC sd (minus the plain recipe's, error) (minus the best reference's); accuracy alike; "
              "overfitting sd");
  SplitOptions split = settings.split;
  split.groups = equalSamples(table).groups;
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

SampleTable withNoise(SampleTable table, double share, Random random) {
  for (Eigen::Index j = 0; j < table.values.cols(); ++j) {
    const Vector column = table.values.col(j);
    const double deviation = standardDeviation({column.begin(), column.end()});
    for (Eigen::Index i = 0; i < table.values.rows(); ++i)
      table.values(i, j) += share * deviation * random.normal();
  }
  return table;
}

SampleTable withNoiseLayers(SampleTable table, int count, Random random) {
  const Eigen::Index before = table.values.cols();
  table.values.conservativeResize(Eigen::NoChange, before + count);
  for (Eigen::Index j = before; j < table.values.cols(); ++j) {
    table.features.push_back("noise " + std::to_string(j - before + 1));
    for (Eigen::Index i = 0; i < table.values.rows(); ++i)
      table.values(i, j) = random.normal();
  }
  return table;
}

SampleTable withHoles(SampleTable table, double share, Random random) {
  for (Eigen::Index i = 0; i < table.values.rows(); ++i)
    for (Eigen::Index j = 0; j < table.values.cols(); ++j)
      if (random.uniform() < share)
        table.values(i, j) = NAN;
  return table;
}

SampleTable shuffled(SampleTable table, Random random) {
  const std::vector<int> labels = table.labels;
  const std::vector<std::size_t> from = random.permutation(labels.size());
  for (std::size_t i = 0; i < labels.size(); ++i)
    table.labels[i] = labels[from[i]];
  return table;
}

} // namespace

int main(int count, char** arguments) {
  Settings settings;
  settings.split.folds = 10;
  std::vector<Variant> variants{{"", [](SampleTable table) { return table; }}};
  std::vector<std::string> files;
  bool keepsHoles = false;
  const Random random(2026);
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
    else if (name == "--noise")
      variants.push_back({", noise of " + value + " standard deviations added", [=](SampleTable table) {
                            return withNoise(std::move(table), std::atof(value.c_str()), random.fork(0));
                          }});
    else if (name == "--noise-layers")
      variants.push_back({", " + value + " layers of noise added", [=](SampleTable table) {
                            return withNoiseLayers(std::move(table), std::atoi(value.c_str()),
                                                   random.fork(1));
                          }});
    else if (name == "--shuffle")
      variants.push_back({", labels dealt anew",
                          [=](SampleTable table) { return shuffled(std::move(table), random.fork(2)); }});
    else if (name == "--holes")
      variants.push_back({", holes in " + value + " of the values", [=](SampleTable table) {
                            return withHoles(std::move(table), std::atof(value.c_str()), random.fork(3));
                          }});
    else if (name == "--smote")
      settings.smoteTo = std::strtoull(value.c_str(), nullptr, 10);
    else if (name == "--keep-holes")
      keepsHoles = true;
    else if (name == "--short")
      settings.isShort = true;
    else
      files.push_back(argument);
  }
  for (const std::string& file : files)
    for (const Variant& variant : variants)
      printTable(file + variant.name, variant.make(readSampleCsv(file, keepsHoles)), settings);
  return 0;
}
