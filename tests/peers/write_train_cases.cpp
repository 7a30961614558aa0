// Writes what the peer tests of training compare: model files with rows and probabilities, and metrics of
// random scores with ties. Usage: write_train_cases FOLDER
#include "engine/core/random.h"
#include "engine/network/backend.h"
#include "engine/network/trainable_network.h"
#include "engine/reference/logistic_model.h"
#include "engine/train/final_model.h"
#include "engine/train/metrics.h"
#include "engine/train/platt_scaling.h"
#include "engine/train/reference_learners.h"
#include "tests/engine/network/random_model.h"
#include "tests/engine/train/noise_table.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <fstream>
#include <memory>
#include <numeric>
#include <string>
#include <vector>

using namespace prospectivity;
using nlohmann::json;

namespace {

/// Missing values become null.
json modelCase(const std::string& folder, const std::string& name, const Model& model,
               const Predictor& predictor) {
  const auto columns = static_cast<int>(model.layout().columns());
  const FloatMatrix rows =
      model.takesMissing() ? rowsWithHoles(200, columns, 22) : randomRows(200, columns, 22);
  modelBackend().save(model, folder + "/" + name);
  std::vector<float> logits(200);
  predictor.logits(rows.data(), logits.size(), logits.data());
  json entry{{"file", name}, {"features", model.features}, {"rows", json::array()}};
  for (Eigen::Index i = 0; i < rows.rows(); ++i)
    entry["rows"].push_back(std::vector<float>(rows.row(i).begin(), rows.row(i).end()));
  for (const float logit : logits)
    entry["probabilities"].push_back(sigmoid(logit));
  return entry;
}

json networkCase(const std::string& folder, const std::string& name, const NetworkShape& shape, int members) {
  const NetworkModel model = randomModel(shape, members, 21);
  return modelCase(folder, name, model, *modelBackend().reference(model));
}

json logisticModelCase(const std::string& folder, const std::string& name) {
  Random random(23);
  LogisticModel model;
  model.features = {"W", "Sn", "Bi"};
  for (int m = 0; m < 2; ++m) {
    LogisticMember member;
    member.scaling.center = {0.5F, -1, 2};
    member.scaling.scale = {0.1F, 2, 3};
    member.regression.intercept = random.normal();
    member.regression.weights = Vector::NullaryExpr(3, [&] { return random.normal(); });
    model.members.push_back(member);
  }
  model.background = randomRows(2, 3, 1);
  return modelCase(folder, name, model, *model.predictor());
}

/// Trees that a library grew, and weights of evidence with a layer of codes: as they come from a training.
json referenceModelCase(const std::string& folder, const std::string& method) {
  SampleTable table = noiseTable(60, 3, 24, 0.5);
  for (Eigen::Index i = 0; i < 60; ++i) {
    table.values.row(i) = (table.values.row(i).array() - 10) / 3; // where the rows of the case lie
    table.values(i, 2) = std::round(table.values(i, 2));
  }
  table.descriptions.resize(3);
  table.descriptions[2].kind = FeatureKind::Codes;
  const std::unique_ptr<Learner> learner = referenceLearner(method, {40, 4});
  const auto folds = crossValidate(table, plainFolds(table, 2), *learner, 5, 1, Progress());
  const FittedModel fitted =
      finalModel(table, table.features, folds, *learner, FinalModel::Ensemble, 5, Progress());
  return modelCase(folder, method + ".pt", *fitted.model, *fitted.model->predictor());
}

/// Out-of-fold probabilities of a reference model, for a peer on the same folds.
json referenceCase(const std::string& method, const std::string& name, int features, bool steps) {
  SampleTable table = noiseTable(200, features, 25, 0.5);
  for (Eigen::Index i = 0; steps && i < 200; ++i) // what a straight line does not see
    if (table.labels[static_cast<std::size_t>(i)] == 1)
      table.values(i, 1) = 10 + 1.2 * (table.values(i, 1) - 10) * (table.values(i, 2) > 10 ? 2.0 : 0.3);
  ReferenceOptions options;
  options.trees = 300;
  const std::unique_ptr<Learner> learner = referenceLearner(method, options);
  json entry{{"kind", learner->kind().id},
             {"table", name},
             {"trees", options.trees},
             {"labels", table.labels},
             {"rows", json::array()},
             {"folds", std::vector<int>(200)},
             {"probabilities", std::vector<double>(200)}};
  for (Eigen::Index i = 0; i < table.values.rows(); ++i)
    entry["rows"].push_back(std::vector<double>(table.values.row(i).begin(), table.values.row(i).end()));
  for (const FoldResult& fold : crossValidate(table, plainFolds(table, 5), *learner, 5, 0, Progress()))
    for (std::size_t i = 0; i < fold.rows.test.size(); ++i) {
      entry["folds"][fold.rows.test[i]] = fold.rows.fold;
      entry["probabilities"][fold.rows.test[i]] = fold.probabilities[i];
    }
  return entry;
}

json metricCase(std::uint64_t seed, int count, bool ties) {
  Random random(seed);
  std::vector<int> labels;
  std::vector<double> scores;
  for (int i = 0; i < count; ++i) {
    labels.push_back(random.uniform() < 0.3 ? 1 : 0);
    const double score = random.uniform() * 0.8 + 0.2 * labels.back();
    scores.push_back(ties ? std::round(score * 10) / 10 : score);
  }
  json entry{{"labels", labels}, {"scores", scores}};
  const Metrics metrics = metricsOf(labels, scores);
  for (const MetricEntry& metric : metricEntries())
    entry["metrics"][metric.name] = metrics.*metric.value;
  return entry;
}

json logisticCase() {
  Random random(31);
  Matrix rows(120, 5);
  std::vector<int> labels;
  for (Eigen::Index i = 0; i < rows.rows(); ++i) {
    for (Eigen::Index j = 0; j < rows.cols(); ++j)
      rows(i, j) = random.normal();
    labels.push_back(random.uniform() < sigmoid(rows(i, 0) - 2 * rows(i, 3) - 1) ? 1 : 0);
  }
  json entry{{"labels", labels}, {"rows", json::array()}};
  for (Eigen::Index i = 0; i < rows.rows(); ++i)
    entry["rows"].push_back(std::vector<double>(rows.row(i).begin(), rows.row(i).end()));
  entry["probabilities"] = LogisticRegression::fit(rows, labels).probabilities(rows);
  return entry;
}

/// Two features that are missing here and there, one of them of few values, and what networks see of them.
json channelsCase(int thresholds) {
  Matrix scaled = rowsWithHoles(150, 2, 52).cast<double>();
  for (Eigen::Index i = 0; i < scaled.rows(); ++i)
    scaled(i, 1) = std::floor(scaled(i, 1)); // NaN stays
  const InputChannels channels = InputChannels::fit(scaled, thresholds, true);
  json entry{{"thresholds", thresholds}, {"features", json::array()}};
  for (std::size_t j = 0; j < 2; ++j) {
    std::vector<float> values(150);
    for (std::size_t i = 0; i < values.size(); ++i)
      values[i] = static_cast<float>(scaled(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)));
    std::vector<float> seen(values.size() * static_cast<std::size_t>(channels.count()));
    channels.encode(j, values.data(), values.size(), seen.data(), values.size());
    entry["features"].push_back({{"values", values}, {"knots", channels.features[j].knots}, {"seen", seen}});
  }
  return entry;
}

json plattCase() {
  Random random(37);
  std::vector<int> labels;
  std::vector<double> logits;
  for (int i = 0; i < 150; ++i) {
    logits.push_back(2 * random.normal() - 0.5);
    labels.push_back(random.uniform() < sigmoid(0.6 * logits.back() - 0.4) ? 1 : 0);
  }
  const Calibration found = *plattScaling(labels, logits, std::vector<double>(labels.size(), 1));
  return {
      {"labels", labels},
      {"logits", logits},
      {"slope", found.slope},
      {"intercept", found.intercept},
      {"covariance", {{found.slopeVariance, found.covariance}, {found.covariance, found.interceptVariance}}}};
}

json weightsOf(const Network& network) {
  json result = json::array();
  for (const NetworkLayer& layer : network.layers)
    if (layer.hasWeights())
      result.insert(result.end(), {layer.weight, layer.bias});
  return result;
}

FitOptions fitOptions(Pooling pooling, int window, int thresholds) {
  FitOptions options;
  options.shape.thresholds = thresholds;
  options.shape.features = window > 1 ? 3 : 9;
  options.shape.filters = {4, 6};
  options.shape.pooling = pooling;
  options.shape.dense = {5};
  options.shape.dropout = 0;
  options.shape.window = window;
  options.seed = 41;
  return options;
}

/// Without dropout, so that nothing is left to chance after the initial weights but the batches.
json fitCase(const FitOptions& options) {
  FitData data;
  data.training = randomRows(60, options.shape.encodedInputs(), 42);
  for (int i = 0; i < 60; ++i)
    data.trainingLabels.push_back(i % 3 == 0 ? 1 : 0);
  Random random(options.seed);
  const Network start = initialNetwork(options.shape, random);
  const FittedNetwork fitted = modelBackend().fit(data, options, Progress());
  json entry{{"features", options.shape.features},   {"window", options.shape.window},
             {"channels", options.shape.channels()}, {"pooling", static_cast<int>(options.shape.pooling)},
             {"rate", options.learningRate},         {"decay", options.weightDecay},
             {"labels", data.trainingLabels},        {"rows", json::array()},
             {"before", weightsOf(start)},           {"after", weightsOf(fitted.network)},
             {"loss", fitted.history.trainingLoss}};
  for (Eigen::Index i = 0; i < data.training.rows(); ++i)
    entry["rows"].push_back(std::vector<float>(data.training.row(i).begin(), data.training.row(i).end()));
  return entry;
}

json fullBatchCase(Pooling pooling, int window, int thresholds = 0) {
  FitOptions options = fitOptions(pooling, window, thresholds);
  options.epochs = 15;
  options.batchSize = 1000;
  options.learningRate = 0.01;
  options.weightDecay = 0.01;
  return fitCase(options);
}

/// Ten steps of the whole recipe: batches of unequal size, mixed, with a rate that falls to zero. The batches
/// and shares are drawn here from the streams that training draws them from.
json recipeCase(Pooling pooling, int window, double mixup, int thresholds = 0) {
  FitOptions options = fitOptions(pooling, window, thresholds);
  options.schedule = Schedule::Cosine;
  options.mixup = mixup;
  options.epochs = 5;
  options.batchSize = 40;
  options.learningRate = 2e-3;
  options.weightDecay = 0.1;
  json entry = fitCase(options);
  Random shuffle = Random(options.seed).fork(0);
  Random mixing = Random(options.seed).fork(2);
  std::vector<std::size_t> order(60);
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (int epoch = 0; epoch < options.epochs; ++epoch) {
    shuffle.shuffle(order);
    for (std::size_t begin = 0; begin < order.size(); begin += 40) {
      const std::vector<std::size_t> batch(
          order.begin() + static_cast<std::ptrdiff_t>(begin),
          order.begin() + std::min<std::ptrdiff_t>(60, static_cast<std::ptrdiff_t>(begin) + 40));
      json step{{"batch", batch}, {"partners", batch}, {"share", 1.0}};
      if (mixup > 0) {
        step["share"] = mixing.beta(mixup);
        std::vector<std::size_t> partners = mixing.permutation(batch.size());
        for (std::size_t& partner : partners)
          partner = batch[partner];
        step["partners"] = partners;
      }
      entry["steps"].push_back(step);
    }
  }
  return entry;
}

} // namespace

int main(int, char** arguments) {
  const std::string folder = arguments[1];
  NetworkShape vector;
  vector.features = 11;
  NetworkShape pooled = vector;
  pooled.pooling = Pooling::Max;
  pooled.dense = {8, 4};
  NetworkShape averaged = vector;
  averaged.pooling = Pooling::Average;
  averaged.kernel = 5;
  NetworkShape windowed = pooled;
  windowed.features = 3;
  windowed.window = 9;
  NetworkShape windowedAverage = windowed;
  windowedAverage.pooling = Pooling::Average;
  NetworkShape encoded = pooled;
  encoded.thresholds = 8;
  NetworkShape holed = averaged;
  holed.thresholds = 3;
  holed.hasPresence = true;
  NetworkShape holedWindow = windowed;
  holedWindow.thresholds = 2;
  holedWindow.hasPresence = true;
  NetworkShape presence = windowedAverage;
  presence.hasPresence = true;
  json cases;
  cases["models"] = {networkCase(folder, "vector.pt", vector, 1),
                     networkCase(folder, "ensemble.pt", pooled, 3),
                     networkCase(folder, "average.pt", averaged, 1),
                     networkCase(folder, "windowed.pt", windowed, 2),
                     networkCase(folder, "windowed_average.pt", windowedAverage, 1),
                     networkCase(folder, "thresholds.pt", encoded, 2),
                     networkCase(folder, "thresholds_and_holes.pt", holed, 2),
                     networkCase(folder, "windowed_thresholds_and_holes.pt", holedWindow, 1),
                     networkCase(folder, "windowed_holes.pt", presence, 1),
                     logisticModelCase(folder, "logistic.pt"),
                     referenceModelCase(folder, "random-forest"),
                     referenceModelCase(folder, "gradient-boosting"),
                     referenceModelCase(folder, "weights-of-evidence")};
  cases["references"] = {referenceCase("random-forest", "twelve features", 12, false),
                         referenceCase("random-forest", "thirty features with steps", 30, true),
                         referenceCase("gradient-boosting", "twelve features", 12, false),
                         referenceCase("gradient-boosting", "thirty features with steps", 30, true)};
  cases["metrics"] = {metricCase(1, 50, false), metricCase(2, 500, true), metricCase(3, 2000, true)};
  cases["logistic"] = logisticCase();
  cases["platt"] = plattCase();
  cases["fits"] = {fullBatchCase(Pooling::None, 1),    fullBatchCase(Pooling::Max, 1),
                   fullBatchCase(Pooling::Average, 1), fullBatchCase(Pooling::Max, 7),
                   fullBatchCase(Pooling::Max, 1, 4),  fullBatchCase(Pooling::Average, 7, 2)};
  cases["channels"] = {channelsCase(1), channelsCase(4), channelsCase(8)};
  cases["recipes"] = {recipeCase(Pooling::None, 1, 0),    recipeCase(Pooling::None, 1, 1),
                      recipeCase(Pooling::Max, 1, 0.4),   recipeCase(Pooling::Max, 7, 0),
                      recipeCase(Pooling::Average, 7, 1), recipeCase(Pooling::None, 1, 0.4, 4)};
  std::ofstream(folder + "/cases.json") << cases;
  return 0;
}
