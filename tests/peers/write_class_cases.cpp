#include "engine/core/random.h"
#include "engine/network/backend.h"
#include "engine/train/final_model.h"
#include "engine/train/network_learner.h"
#include "engine/train/reference_learners.h"
#include "tests/engine/network/random_model.h"
#include "tests/engine/train/coded_table.h"

#include <nlohmann/json.hpp>

#include <fstream>
#include <limits>
#include <memory>
#include <numeric>
#include <string>
#include <vector>

using namespace prospectivity;
using nlohmann::json;

namespace {

constexpr std::size_t samples = 160;
constexpr int classes = 24; // some have fewer than five samples

json rowsOf(const FloatMatrix& rows) {
  json result = json::array();
  for (Eigen::Index i = 0; i < rows.rows(); ++i)
    result.push_back(std::vector<float>(rows.row(i).begin(), rows.row(i).end()));
  return result;
}

/// The model's file, with the scores of rows.
json modelCase(const std::string& folder, const std::string& name, const Model& model,
               const FloatMatrix& rows) {
  modelBackend().save(model, folder + "/" + name);
  std::vector<float> logits(static_cast<std::size_t>(rows.rows()));
  model.predictor()->logits(rows.data(), logits.size(), logits.data());
  json entry{{"file", name}, {"rows", rowsOf(rows)}};
  for (const float logit : logits)
    entry["probabilities"].push_back(sigmoid(logit));
  return entry;
}

/// Trained on a table of two quantities and a layer of classes, and asked about it with classes that it has
/// not seen.
json trainedCase(const std::string& folder, const std::string& method) {
  const SampleTable table = codedNoise(samples, 2, classes, 24, 0.5);
  ClassEncodingOptions encoding;
  encoding.features = 3;
  encoding.layers = {2};
  std::unique_ptr<Learner> learner;
  if (method == "network") {
    TrainingOptions options = smallTraining(3);
    options.fit.schedule = Schedule::Cosine;
    options.members = 2;
    options.classes = encoding;
    learner = std::make_unique<NetworkLearner>(options);
  } else {
    ReferenceOptions options;
    options.trees = 40;
    options.classes = encoding;
    learner = referenceLearner(method, options);
  }
  const auto folds = crossValidate(table, plainFolds(table, 2), *learner, 5, 1, Progress());
  const FittedModel fitted =
      finalModel(table, table.features, folds, *learner, FinalModel::Refit, 5, Progress());
  FloatMatrix rows = table.values.cast<float>();
  for (Eigen::Index i = 0; i < rows.rows(); i += 10)
    rows(i, 2) = 1000;
  json entry = modelCase(folder, method + ".pt", *fitted.model, rows);
  const ClassValues values = fitted.model->classes(2);
  entry["table"] = {{"samples", rowsOf(table.values.cast<float>())},
                    {"labels", table.labels},
                    {"codes", values.codes},
                    {"values", values.values},
                    {"other", values.other}};
  return entry;
}

/// The same of a table with holes, trained with them and asked about rows that have them.
json caseWithHoles(const std::string& folder, const std::string& method, MissingEvidence missing) {
  SampleTable table = codedNoise(samples, 2, 6, 26, 0.5);
  Random random(27);
  for (Eigen::Index i = 0; i < table.values.size(); ++i)
    if (random.uniform() < 0.15)
      table.values.data()[i] = std::numeric_limits<double>::quiet_NaN();
  ClassEncodingOptions encoding;
  encoding.features = 3;
  encoding.layers = {2};
  std::unique_ptr<Learner> learner;
  if (method == "network") {
    TrainingOptions options = smallTraining(3);
    options.classes = encoding;
    options.setMissing(missing);
    learner = std::make_unique<NetworkLearner>(options);
  } else {
    ReferenceOptions options;
    options.trees = 40;
    options.classes = encoding;
    options.missing = missing;
    learner = referenceLearner(method, options);
  }
  std::vector<std::size_t> all(samples);
  std::iota(all.begin(), all.end(), std::size_t{0});
  const std::unique_ptr<Model> model =
      learner->join(table.features, {learner->fit(table, all, 5, Progress()).model});
  FloatMatrix rows = table.values.cast<float>();
  for (Eigen::Index i = 0; i < rows.rows(); i += 10)
    rows(i, 2) = 1000;
  return modelCase(folder, missingChoices()[static_cast<std::size_t>(missing)].id + ("-" + method) + ".pt",
                   *model, rows);
}

/// Windows of three features, of which the second is codes, to two networks with tables of their own.
json windowedCase(const std::string& folder) {
  NetworkShape shape;
  shape.features = 3;
  shape.window = 5;
  NetworkModel model = randomModel(shape, 2, 21);
  Random random(22);
  for (ModelMember& member : model.members)
    member.scaling.classes.add(1, {{1, 2, 3},
                                   {static_cast<float>(random.normal()), static_cast<float>(random.normal()),
                                    static_cast<float>(random.normal())},
                                   static_cast<float>(random.normal())});
  FloatMatrix rows = randomRows(50, shape.inputs(), 23);
  for (Eigen::Index i = 0; i < rows.rows(); ++i)
    for (Eigen::Index column = 25; column < 50; ++column)
      rows(i, column) = static_cast<float>(1 + random.below(4));
  return modelCase(folder, "windowed.pt", model, rows);
}

} // namespace

int main(int, char** arguments) {
  const std::string folder = arguments[1];
  json cases;
  cases["trained"] = {trainedCase(folder, "network"), trainedCase(folder, "logistic-regression"),
                      trainedCase(folder, "random-forest"), trainedCase(folder, "gradient-boosting")};
  cases["windowed"] = windowedCase(folder);
  for (const MissingEvidence missing : {MissingEvidence::Fill, MissingEvidence::Learn})
    for (const char* method : {"network", "logistic-regression", "random-forest", "gradient-boosting"})
      cases["holes"].push_back(caseWithHoles(folder, method, missing));
  std::ofstream(folder + "/cases.json") << cases;
  return 0;
}
