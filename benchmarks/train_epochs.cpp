// Epochs per second of cross-validation and ensemble trainings: the reference network (convolutions 1 -> 16
// -> 32, kernel 3, max pooling, one linear output; dropout 0.2) on 236 samples of 12 features, batch 32.
// Prints one number; train_epochs.py sets it beside PyTorch. Usage: train_epochs MODELS EPOCHS THREADS
// [THRESHOLDS]; with thresholds the channels are random as well: speed does not depend on them
#include "engine/core/parallel.h"
#include "engine/core/random.h"
#include "engine/network/backend.h"

#include <chrono>
#include <cstdlib>
#include <iostream>

using namespace prospectivity;

int main(int, char** arguments) {
  const std::size_t models = static_cast<std::size_t>(std::atoi(arguments[1]));
  const int epochs = std::atoi(arguments[2]);
  const int threads = std::atoi(arguments[3]);
  FitOptions options;
  options.shape.features = 12;
  options.shape.pooling = Pooling::Max;
  options.shape.thresholds = arguments[4] != nullptr ? std::atoi(arguments[4]) : 0;
  Random random(1);
  FitData data;
  data.training.resize(236, options.shape.encodedInputs());
  for (Eigen::Index i = 0; i < data.training.size(); ++i)
    data.training.data()[i] = static_cast<float>(random.normal());
  for (Eigen::Index i = 0; i < 236; ++i)
    data.trainingLabels.push_back(data.training(i, 0) + data.training(i, 5) > 0 ? 1 : 0);
  options.epochs = 3;
  options.patience = 0;
  modelBackend().fit(data, options, Progress()); // opens the library, warms up
  options.epochs = epochs;
  const auto start = std::chrono::steady_clock::now();
  parallelFor(models, threads, [&](std::size_t i) {
    FitOptions mine = options;
    mine.seed = i;
    modelBackend().fit(data, mine, Progress());
  });
  const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - start;
  std::cout << static_cast<double>(models) * epochs / passed.count() << "\n";
  return 0;
}
