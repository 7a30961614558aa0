#pragma once

#include "engine/core/progress.h"
#include "engine/model/fit_history.h"
#include "engine/network/network_model.h"
#include "engine/network/schedule.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace prospectivity {

/// How to fit one network.
struct FitOptions {
  NetworkShape shape;
  Schedule schedule = Schedule::EarlyStopping;
  int epochs = 200; ///< early stopping: at most
  int batchSize = 32;
  double learningRate = 1e-3; ///< cosine: of the first step
  double weightDecay = 1e-4;  ///< decoupled, times the rate of the step
  int patience = 20;          ///< early stopping: epochs without a lower validation loss before it; 0: never

  /// Both parameters of the Beta distribution by which mixup mixes the samples of a batch; 0: off.
  double mixup = 0;

  bool classWeights = true; ///< weigh the classes inversely to their counts
  std::uint64_t seed = 1;
};

/// Rows as the first layer takes them (ModelMember::asSeen()), labels 0 or 1. The validation part decides
/// when to stop early; it may be empty.
struct FitData {
  FloatMatrix training;
  std::vector<int> trainingLabels;
  FloatMatrix validation;
  std::vector<int> validationLabels;
  /// Inputs of codes that stand for classes: between two of them lies another class, so that mixup takes them
  /// from one of the two samples.
  std::vector<std::size_t> codes = {};
};

struct FittedNetwork {
  Network network;
  FitHistory history;
};

/// What the deep-learning library does for the engine, behind an interface that does not include it:
/// training, model files, derivatives, and the reference forward pass. All calls are thread-safe, use one
/// thread inside and leave the process's thread settings as they were.
class ModelBackend {
 public:
  virtual ~ModelBackend() = default;

  /// Deterministic for a seed. `progress` gets a fraction per epoch and is checked for cancel.
  /// Throws Error with the remedy when the loss becomes NaN.
  virtual FittedNetwork fit(const FitData& data, const FitOptions& options,
                            const Progress& progress) const = 0;

  /// Writes a TorchScript archive with `prospectivity.json` inside, under a temporary name first.
  virtual void save(const Model& model, const std::string& path) const = 0;

  /// Throws Error for a file that is missing, damaged or of another origin. Runs no code of the file.
  virtual std::unique_ptr<Model> load(const std::string& path) const = 0;

  /// The library's own forward pass: what fast inference is held against.
  virtual std::unique_ptr<Predictor> reference(const NetworkModel& model) const = 0;

  /// d logit / d feature at each row, in original units, by automatic differentiation.
  virtual Matrix gradients(const NetworkModel& model, const FloatMatrix& rows) const = 0;

  virtual std::string version() const = 0; ///< of the library
  virtual std::string kernels() const = 0; ///< the instruction set that it computes with, such as AVX2

  /// The library that multiplies and convolves for it, which chooses instructions of its own, as in
  /// "oneDNN 2.6.0, instructions AVX512_CORE"; empty where that is built in and does not say.
  virtual std::string products() const = 0;
};

/// Opens the library that holds the backend at first use: it costs a second, which a list of algorithms
/// should not pay. Throws Error when it is missing beside the engine. Thread-safe.
const ModelBackend& modelBackend();

} // namespace prospectivity
