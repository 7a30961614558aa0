// Predicts cells held in memory, for predict_speed.py. Cells and weights are random: speed does not depend on
// them. Prints JSON. Usage:
//   predict_speed model FILE WINDOW [THRESHOLDS]   writes the reference network of 12 features
//   predict_speed sgemm THREADS              GFLOP/s of a product of two matrices of 1024 x 1024
//   predict_speed cells FILE SIDE THREADS VALUES PROBABILITIES
//       SIDE x SIDE cells of the raster in VALUES (floats, band after band, with the halo the network needs)
#include "benchmarks/peak_memory.h"
#include "engine/core/parallel.h"
#include "engine/network/backend.h"
#include "engine/predict/model_tiles.h"
#include "tests/engine/network/random_model.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cblas.h>
#include <chrono>
#include <cmath>
#include <exception>
#include <fstream>
#include <iostream>
#include <string>

using namespace prospectivity;
using nlohmann::json;

namespace {

constexpr int features = 12;
constexpr int tileRows = 64;

double now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// Scales random weights so that outputs vary as much as inputs do (He et al. 2015): probabilities of 0 and 1
/// would hide every difference.
void keepSpread(std::vector<float>& weights, int outputs) {
  const double inputs = static_cast<double>(weights.size()) / outputs;
  double squares = 0;
  for (const float weight : weights)
    squares += weight * weight;
  const double factor = std::sqrt(2 / inputs / (squares / static_cast<double>(weights.size())));
  for (float& weight : weights)
    weight = static_cast<float>(weight * factor);
}

void writeModel(const std::string& path, int window, int thresholds) {
  NetworkShape shape;
  shape.features = features;
  shape.window = window;
  shape.thresholds = thresholds;
  shape.filters = {16, 32};
  shape.pooling = Pooling::Max;
  NetworkModel model = randomModel(shape, 1, 61);
  Network& network = model.members.front().network;
  for (NetworkLayer& layer : network.layers)
    if (layer.hasWeights())
      keepSpread(layer.weight, layer.output.channels);
  modelBackend().save(model, path);
}

json sgemm(int threads) {
  constexpr int size = 1024;
  const FloatMatrix a = randomRows(size, size, 62);
  const FloatMatrix b = randomRows(size, size, 63);
  FloatMatrix c(size, size);
  openblas_set_num_threads(threads);
  constexpr int products = 25;
  double start = 0;
  for (int round = -2; round < products; ++round) { // the first two warm up
    if (round == 0)
      start = now();
    cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, size, size, size, 1, a.data(), size, b.data(),
                size, 0, c.data(), size);
  }
  return {{"gflops", 2e-9 * products * size * size * size / (now() - start)}};
}

/// A tile of the raster with its halo, as computeTiles() hands it on.
std::vector<float> cut(const std::vector<float>& values, int side, int halo, const Tile& tile) {
  const auto width = static_cast<std::size_t>(side + 2 * halo);
  std::vector<float> result;
  for (std::size_t band = 0; band < features; ++band) {
    const auto first = values.begin() + static_cast<std::ptrdiff_t>(
                                            (band * width + static_cast<std::size_t>(tile.row)) * width);
    result.insert(result.end(), first,
                  first +
                      static_cast<std::ptrdiff_t>(static_cast<std::size_t>(tile.rows + 2 * halo) * width));
  }
  return result;
}

json predict(const Model& model, int side, int threads, const char* valuesPath, const char* resultPath) {
  const int halo = model.layout().halo();
  const auto width = static_cast<std::size_t>(side + 2 * halo);
  std::vector<float> values(features * width * width);
  std::ifstream(valuesPath, std::ios::binary)
      .read(reinterpret_cast<char*>(values.data()),
            static_cast<std::streamsize>(values.size() * sizeof(float)));
  std::vector<Tile> tiles;
  std::vector<std::vector<float>> inputs;
  for (int row = 0; row < side; row += tileRows) {
    tiles.push_back({0, row, side, std::min(tileRows, side - row)});
    inputs.push_back(cut(values, side, halo, tiles.back()));
  }
  std::vector<float> probabilities(static_cast<std::size_t>(side) * static_cast<std::size_t>(side));
  const TileFunction compute = probabilityTiles(model);
  const SingleThreadedBlas blas;
  const double start = now();
  parallelFor(tiles.size(), threads, [&](std::size_t i) {
    compute(inputs[i].data(), tiles[i],
            probabilities.data() + static_cast<std::size_t>(tiles[i].row) * static_cast<std::size_t>(side));
  });
  const double seconds = now() - start;
  std::ofstream(resultPath, std::ios::binary)
      .write(reinterpret_cast<const char*>(probabilities.data()),
             static_cast<std::streamsize>(probabilities.size() * sizeof(float)));
  return {{"seconds", seconds}, {"megabytes", peakMegabytes()}};
}

} // namespace

int main(int, char** arguments) {
  try {
    const std::string mode = arguments[1];
    if (mode == "model")
      writeModel(arguments[2], std::stoi(arguments[3]),
                 arguments[4] != nullptr ? std::stoi(arguments[4]) : 0);
    else if (mode == "sgemm")
      std::cout << sgemm(std::stoi(arguments[2])) << "\n";
    else
      std::cout << predict(*modelBackend().load(arguments[2]), std::stoi(arguments[3]),
                           std::stoi(arguments[4]), arguments[5], arguments[6])
                << "\n";
    return 0;
  } catch (const std::exception& error) {
    std::cerr << error.what() << "\n";
    return 1;
  }
}
