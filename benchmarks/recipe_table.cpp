// Which recipe should networks be trained with by default? Each recipe on the same stratified folds of the
// same samples, with logistic regression beside them: mean and standard deviation over the folds of test AUC,
// test accuracy and overfitting, and how each differs from today's recipe, with its standard error corrected
// for training parts that overlap (Nadeau & Bengio 2003, doi 10.1023/A:1024068626366). Differences below one
// or two of these errors are none.
//
// Usage: recipe_table [--folds=10] [--repeats=1] [--seed=1] [--window=1] [--noise=SHARE]
// [--noise-layers=COUNT]
//                     [--shuffle] SAMPLES.csv...
//
// SAMPLES.csv: readSampleCsv(), such as ogr2ogr -f CSV writes of a samples layer. --window: columns are the
// cells of windows of that side, feature by feature. Tables made from each given one: --noise adds Gaussian
// noise of that share of each column's standard deviation, --noise-layers that many columns of noise,
// --shuffle deals the labels anew, so that nothing is left to learn (AUC 0.5 within its error).
#include "benchmarks/sample_csv.h"
#include "engine/core/random.h"
#include "engine/core/statistics.h"
#include "engine/samples/equal_samples.h"
#include "engine/train/logistic_learner.h"
#include "engine/train/network_learner.h"
#include "engine/train/training_folds.h"
#include "engine/train/training_recipe.h"

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
/// patience.
struct Row {
  const char* name;
  TrainingRecipe recipe;
};

const std::vector<Row>& rows() {
  constexpr Schedule early = Schedule::EarlyStopping;
  constexpr Schedule cosine = Schedule::Cosine;
  static const std::vector<Row> all{
      {"today: 1 network, early stopping", {1, early, 0, 200, 32, 1e-3, 1e-4, 20}},
      {"5 members, early stopping", {5, early, 0, 200, 32, 1e-3, 1e-4, 20}},
      {"1 network, cosine, 200 epochs", {1, cosine, 0, 200, 32, 1e-3, 1e-4, 20}},
      {"5 members, cosine, 200 epochs", {5, cosine, 0, 200, 32, 1e-3, 1e-4, 20}},
      {"  + mixup 0.4", {5, cosine, 0.4, 200, 32, 1e-3, 1e-4, 20}},
      {"5 members, cosine, 60 epochs", {5, cosine, 0, 60, 32, 1e-3, 1e-4, 20}},
      {"  + decay 0.1", {5, cosine, 0, 60, 32, 1e-3, 0.1, 20}},
      {"  + decay 0.1, mixup 0.4", {5, cosine, 0.4, 60, 32, 1e-3, 0.1, 20}},
      {"  + batch 16, rate 2e-3", {5, cosine, 0, 60, 16, 2e-3, 1e-4, 20}},
      {"  + batch 16, rate 2e-3, decay 0.1", {5, cosine, 0, 60, 16, 2e-3, 0.1, 20}},
      {"  + the same, mixup 0.1", {5, cosine, 0.1, 60, 16, 2e-3, 0.1, 20}},
      {"  + the same, mixup 0.4", {5, cosine, 0.4, 60, 16, 2e-3, 0.1, 20}},
      {"  + the same, mixup 1", {5, cosine, 1, 60, 16, 2e-3, 0.1, 20}},
      {"  + the same, mixup 0.4, 120 epochs", {5, cosine, 0.4, 120, 16, 2e-3, 0.1, 20}},
      {"  + the same, 10 members", {10, cosine, 0.4, 60, 16, 2e-3, 0.1, 20}},
      {"defaults", defaultRecipe}};
  return all;
}

TrainingOptions optionsOf(const TrainingRecipe& recipe, int window, const std::vector<std::size_t>& groups) {
  TrainingOptions options;
  options.members = recipe.members;
  options.groups = groups;
  options.fit.shape.window = window;
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

/// Mean and standard deviation; then, beside a first row, mean difference and its corrected standard error.
void printFigures(const Figures& figures, const Figures& first, double testShare) {
  Figures differences;
  for (std::size_t i = 0; i < figures.size(); ++i)
    differences.push_back(figures[i] - first[i]);
  const double error = standardDeviation(differences) *
                       std::sqrt(1 / static_cast<double>(figures.size()) + testShare / (1 - testShare));
  std::printf("  %.3f sd %.3f (%+.3f se %.3f)", mean(figures), standardDeviation(figures), mean(differences),
              error);
}

void printRow(const char* name, const Judged& judged, const Judged& first, double testShare) {
  std::printf("%-36s", name);
  printFigures(judged.auc, first.auc, testShare);
  printFigures(judged.accuracy, first.accuracy, testShare);
  printFigures(judged.overfitting, first.overfitting, testShare);
  std::printf("  %.1f s\n", judged.seconds);
  std::fflush(stdout);
}

struct Settings {
  SplitOptions split;
  std::uint64_t seed = 1;
  int window = 1;
};

void printTable(const std::string& title, const SampleTable& table, const Settings& settings) {
  std::printf("\n%s: %zu deposits, %zu non-deposits, %td columns\n", title.c_str(), table.count(1),
              table.count(0), table.values.cols());
  std::printf("%-36s  %-33s  %-33s  %-33s\n", "recipe", "AUC (against today's)", "accuracy", "overfitting");
  SplitOptions split = settings.split;
  split.groups = equalSamples(table).groups;
  const std::vector<TrainingFold> folds = makeTrainingFolds(table, split, settings.seed).folds;
  const double testShare = 1.0 / split.folds;
  Judged first;
  for (const Row& row : rows()) {
    const NetworkLearner learner(optionsOf(row.recipe, settings.window, split.groups));
    const Judged judged = judge(table, folds, learner, settings.seed);
    if (first.auc.empty())
      first = judged;
    printRow(row.name, judged, first, testShare);
  }
  printRow("logistic regression", judge(table, folds, LogisticLearner(), settings.seed), first, testShare);
}

/// A table made from a given one. One that makes holes belongs here as well, once a learner takes them.
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
    else
      files.push_back(argument);
  }
  for (const std::string& file : files)
    for (const Variant& variant : variants)
      printTable(file + variant.name, variant.make(readSampleCsv(file)), settings);
  return 0;
}
