// Writes what the peer tests of training compare: model files with rows and probabilities, and metrics of
// random scores with ties. Usage: write_train_cases FOLDER
#include "engine/core/random.h"
#include "engine/network/backend.h"
#include "engine/network/trainable_network.h"
#include "engine/reference/logistic_model.h"
#include "engine/train/metrics.h"
#include "engine/train/platt_scaling.h"
#include "tests/engine/network/random_model.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>
#include <string>
#include <vector>

using namespace prospectivity;
using nlohmann::json;

namespace {

json modelCase(const std::string& folder, const std::string& name, const Model& model,
               const Predictor& predictor) {
  const FloatMatrix rows = randomRows(200, static_cast<int>(model.layout().columns()), 22);
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

/// Full batches without dropout: nothing is left to chance after the initial weights.
json fitCase(Pooling pooling, int window) {
  FitOptions options;
  options.shape.features = window > 1 ? 3 : 9;
  options.shape.filters = {4, 6};
  options.shape.pooling = pooling;
  options.shape.dense = {5};
  options.shape.dropout = 0;
  options.shape.window = window;
  options.epochs = 15;
  options.batchSize = 1000;
  options.learningRate = 0.01;
  options.weightDecay = 0.01;
  options.seed = 41;
  FitData data;
  data.training = randomRows(60, options.shape.inputs(), 42);
  for (int i = 0; i < 60; ++i)
    data.trainingLabels.push_back(i % 3 == 0 ? 1 : 0);
  Random random(options.seed);
  const Network start = initialNetwork(options.shape, random);
  const FittedNetwork fitted = modelBackend().fit(data, options, Progress());
  const auto weights = [](const Network& network) {
    json result = json::array();
    for (const NetworkLayer& layer : network.layers)
      if (layer.hasWeights())
        result.insert(result.end(), {layer.weight, layer.bias});
    return result;
  };
  json entry{{"features", options.shape.features},
             {"window", window},
             {"pooling", static_cast<int>(pooling)},
             {"labels", data.trainingLabels},
             {"rows", json::array()},
             {"before", weights(start)},
             {"after", weights(fitted.network)},
             {"loss", fitted.history.trainingLoss}};
  for (Eigen::Index i = 0; i < data.training.rows(); ++i)
    entry["rows"].push_back(std::vector<float>(data.training.row(i).begin(), data.training.row(i).end()));
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
  json cases;
  cases["models"] = {networkCase(folder, "vector.pt", vector, 1),
                     networkCase(folder, "ensemble.pt", pooled, 3),
                     networkCase(folder, "average.pt", averaged, 1),
                     networkCase(folder, "windowed.pt", windowed, 2),
                     networkCase(folder, "windowed_average.pt", windowedAverage, 1),
                     logisticModelCase(folder, "logistic.pt")};
  cases["metrics"] = {metricCase(1, 50, false), metricCase(2, 500, true), metricCase(3, 2000, true)};
  cases["logistic"] = logisticCase();
  cases["platt"] = plattCase();
  cases["fits"] = {fitCase(Pooling::None, 1), fitCase(Pooling::Max, 1), fitCase(Pooling::Average, 1),
                   fitCase(Pooling::Max, 7)};
  std::ofstream(folder + "/cases.json") << cases;
  return 0;
}
