// Times the explainers; explain_speed.py runs it beside PyTorch.
//
//   explain_speed write FOLDER                           models and rows
//   explain_speed shap FOLDER MODEL SPACE CELLS THREADS  seconds, peak memory, values of the first cell
//   explain_speed ice FOLDER MODEL SAMPLES POINTS 0|1    seconds, peak memory, curves; 1: with derivatives
//   explain_speed map FOLDER MODEL SPACE CELLS THREADS   seconds and peak memory of a raster's attributions
//   explain_speed predict FOLDER MODEL CELLS THREADS     seconds
#include "benchmarks/peak_memory.h"
#include "engine/core/parallel.h"
#include "engine/explain/explain_model.h"
#include "engine/explain/ice.h"
#include "engine/explain/shapley_map.h"
#include "engine/network/backend.h"
#include "engine/network/fast_predictor.h"
#include "engine/raster/memory_raster.h"
#include "tests/engine/network/loaded_network.h"
#include "tests/engine/network/random_model.h"

#include <nlohmann/json.hpp>

#include <chrono>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <iostream>
#include <string>

using namespace prospectivity;
using nlohmann::json;

namespace {

constexpr int backgroundSize = 100;

double now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

FloatMatrix samplesOf(const NetworkModel& model, int count) {
  return randomRows(count, static_cast<int>(model.features.size()), 51);
}

json rowsOf(const FloatMatrix& values) {
  json rows = json::array();
  for (Eigen::Index i = 0; i < values.rows(); ++i)
    rows.push_back(std::vector<float>(values.row(i).begin(), values.row(i).end()));
  return rows;
}

void writeModel(const std::string& folder, const std::string& name, int features, std::vector<int> dense) {
  NetworkShape shape;
  shape.features = features;
  shape.filters = {16, 32};
  shape.pooling = Pooling::Max;
  shape.dense = std::move(dense);
  NetworkModel model = randomModel(shape, 1, 52);
  model.background = randomRows(backgroundSize, features, 53);
  modelBackend().save(model, folder + "/" + name + ".pt");
  const json rows{{"background", rowsOf(model.background)}, {"samples", rowsOf(samplesOf(model, 4))}};
  std::ofstream(folder + "/" + name + ".json") << rows;
}

json explain(const NetworkModel& model, int space, int cells, int threads) {
  const auto predictor = makePredictor(model);
  ShapleyOptions options;
  options.space = static_cast<OutputSpace>(space);
  options.method = ShapleyMethod::Exact;
  options.threads = threads;
  const FloatMatrix samples = samplesOf(model, cells);
  const double start = now();
  const ShapleyValues values = explainModel(model, samples, model.background, options, Progress());
  const double seconds = now() - start;
  double residual = 0;
  for (const double left : values.residual)
    residual = std::max(residual, std::abs(left));
  return {{"seconds", seconds},
          {"residual", residual},
          {"megabytes", peakMegabytes()},
          {"values", std::vector<double>(values.values.row(0).begin(), values.values.row(0).end())}};
}

json vary(const NetworkModel& model, int samples, int points, bool derivatives) {
  const auto predictor = makePredictor(model);
  const FloatMatrix rows = samplesOf(model, samples);
  IceOptions options;
  options.gridPoints = points;
  options.grid = GridKind::Uniform;
  options.derivatives = derivatives;
  std::vector<FeatureCurves> curves;
  const double start = now();
  const auto source = model.curves();
  for (std::size_t j = 0; j < model.features.size(); ++j) {
    const Vector column = rows.col(static_cast<Eigen::Index>(j)).cast<double>();
    curves.push_back(varyFeature(*source, rows, std::vector<int>(static_cast<std::size_t>(samples), 0), j,
                                 featureGrid(column, options), options, Progress()));
  }
  json result{{"seconds", now() - start}, {"megabytes", peakMegabytes()}, {"rows", rowsOf(rows)}};
  for (const FeatureCurves& feature : curves)
    result["features"].push_back({{"grid", feature.grid},
                                  {"pdp", feature.all.mean},
                                  {"kept", feature.rows},
                                  {"ice", rowsOf(feature.ice.cast<float>())}});
  return result;
}

/// Takes tiles and keeps none: what is timed is the explaining.
class NoSink : public RasterSink {
 public:
  void write(const Tile&, const float*) override {}
  void finish() override {}
};

json explainMap(const NetworkModel& model, int space, int cells, int threads) {
  constexpr int columns = 1000;
  Grid grid;
  grid.columns = columns;
  grid.rows = (cells + columns - 1) / columns;
  const FloatMatrix values =
      randomRows(static_cast<int>(model.features.size()), grid.columns * grid.rows, 54); // band after band
  MemoryRaster stack(grid, model.features, {values.data(), values.data() + values.size()});
  const auto predictor = makePredictor(model);
  ShapleyOptions options;
  options.space = static_cast<OutputSpace>(space);
  options.method = ShapleyMethod::Exact;
  options.threads = threads;
  NoSink sink;
  const double start = now();
  mapShapley(model, model.background, stack, nullptr, sink, nullptr, options, Progress());
  return {{"seconds", now() - start}, {"cells", grid.columns * grid.rows}, {"megabytes", peakMegabytes()}};
}

json predict(const NetworkModel& model, int cells, int threads) {
  const auto predictor = makePredictor(model);
  const FloatMatrix rows = samplesOf(model, cells);
  std::vector<float> logits(static_cast<std::size_t>(cells));
  constexpr int block = 4096;
  const double start = now();
  parallelFor(static_cast<std::size_t>((cells + block - 1) / block), threads, [&](std::size_t part) {
    const int first = static_cast<int>(part) * block;
    predictor->logits(rows.row(first).data(), static_cast<std::size_t>(std::min(block, cells - first)),
                      &logits[static_cast<std::size_t>(first)]);
  });
  return {{"seconds", now() - start}};
}

} // namespace

int main(int count, char** arguments) {
  try {
    const std::vector<std::string> words(arguments + 1, arguments + count);
    if (words.size() < 2)
      return 2;
    if (words[0] == "write") {
      writeModel(words[1], "sum12", 12, {});
      writeModel(words[1], "hidden12", 12, {64});
      writeModel(words[1], "sum30", 30, {});
      return 0;
    }
    const NetworkModel model = loadNetwork(words[1] + "/" + words[2] + ".pt");
    const auto number = [&](std::size_t i) { return std::atoi(words.at(i).c_str()); };
    if (words[0] == "shap")
      std::cout << explain(model, number(3), number(4), number(5)) << '\n';
    if (words[0] == "ice")
      std::cout << vary(model, number(3), number(4), number(5) != 0) << '\n';
    if (words[0] == "map")
      std::cout << explainMap(model, number(3), number(4), number(5)) << '\n';
    if (words[0] == "predict")
      std::cout << predict(model, number(3), number(4)) << '\n';
    return 0;
  } catch (const std::exception& error) {
    std::cerr << error.what() << "\n";
    return 1;
  }
}
