#pragma once

#include "engine/predict/applicability.h"
#include "engine/predict/tiled_prediction.h"

#include <cstdint>
#include <memory>

namespace prospectivity {

/// A prediction to be told how far it can be trusted.
struct PredictedTiles {
  TileFunction compute;
  int bands = 1;
  int window = 1; ///< of the model: means over the window are compared with those of the training samples
  bool takesMissing = false;  ///< as the model: the means are those of the known cells of the window
  ClassEncoding classes = {}; ///< Model::encoding(): cells are compared by what stands for their codes
};

/// For computeTiles(): the bands of the prediction, then the dissimilarity index, then 1 inside of the area
/// of applicability and 0 outside; NaN where a value that the model needs is NaN, and where a model that
/// takes missing values predicts nothing. Where such a model predicts a cell that shares no feature with any
/// sample, the index is NaN and the cell outside. With `maskOutside` the prediction is NaN outside of the
/// area.
TileFunction withApplicability(const PredictedTiles& prediction, std::shared_ptr<const Applicability> area,
                               bool maskOutside);

/// Counts the cells of 1 and 0 on their way to another sink.
class InsideCount : public RasterSink {
 public:
  /// `sink` may be null.
  explicit InsideCount(std::unique_ptr<RasterSink> sink) : mSink(std::move(sink)) {}

  void write(const Tile& window, const float* values) override;
  void finish() override;

  std::uint64_t inside() const { return mInside; }
  std::uint64_t outside() const { return mOutside; }

 private:
  std::unique_ptr<RasterSink> mSink;
  std::uint64_t mInside = 0;
  std::uint64_t mOutside = 0;
};

} // namespace prospectivity
