// Writes what the peer test of explanations compares: a model file, rows, and what the engine makes of them.
// Usage: write_explain_cases FOLDER
#include "engine/explain/explain_model.h"
#include "engine/explain/ice.h"
#include "engine/network/backend.h"
#include "engine/network/fast_predictor.h"
#include "tests/engine/network/random_model.h"

#include <nlohmann/json.hpp>

#include <fstream>
#include <string>
#include <vector>

using namespace prospectivity;
using nlohmann::json;

namespace {

template <typename Values> json rowsOf(const Values& values) {
  json rows = json::array();
  for (Eigen::Index i = 0; i < values.rows(); ++i) {
    json row = json::array();
    for (Eigen::Index j = 0; j < values.cols(); ++j)
      row.push_back(values(i, j));
    rows.push_back(row);
  }
  return rows;
}

json caseOf(const std::string& folder, const std::string& name, const std::vector<int>& dense) {
  NetworkShape shape;
  shape.features = 7;
  shape.filters = {8, 16};
  shape.pooling = Pooling::Max;
  shape.dense = dense;
  const NetworkModel model = randomModel(shape, 2, 41);
  modelBackend().save(model, folder + "/" + name);
  const auto predictor = makePredictor(model);
  const FloatMatrix rows = randomRows(60, shape.features, 42);
  const FloatMatrix background = randomRows(21, shape.features, 43);
  json entry{{"file", name}, {"rows", rowsOf(rows)}, {"background", rowsOf(background)}};

  const auto source = model.curves();
  IceOptions ice;
  ice.gridPoints = 12;
  for (std::size_t j = 0; j < model.features.size(); ++j) {
    const Vector column = rows.col(static_cast<Eigen::Index>(j)).cast<double>();
    const FeatureCurves curves =
        varyFeature(*source, rows, std::vector<int>(60, 0), j, featureGrid(column, ice), ice, Progress());
    entry["curves"].push_back({{"grid", curves.grid},
                               {"ice", rowsOf(curves.ice)},
                               {"derivative", rowsOf(curves.derivative)},
                               {"pdp", curves.all.mean}});
  }
  for (const OutputSpace space : {OutputSpace::Logit, OutputSpace::Probability}) {
    ShapleyOptions options;
    options.space = space;
    const ShapleyValues values = explainModel(model, rows.topRows(4), background, options, Progress());
    entry["shapley"].push_back({{"values", rowsOf(values.values)}, {"base", values.baseValue}});
  }
  return entry;
}

} // namespace

int main(int, char** arguments) {
  const std::string folder = arguments[1];
  const json cases{caseOf(folder, "sum.pt", {}), caseOf(folder, "hidden.pt", {12})};
  std::ofstream(folder + "/cases.json") << cases;
  return 0;
}
