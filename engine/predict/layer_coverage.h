#pragma once

#include "engine/core/feature_layers.h"
#include "engine/model/model.h"
#include "engine/predict/tiled_prediction.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace prospectivity {

/// How many layers of a model (FeatureLayers) the cells of a map have data of, and which cells are predicted
/// although they lack some. Only a model that takes missing values (Model::takesMissing()) predicts such
/// cells. Of a windowed model the layers of the cell itself are counted, not those of its window: a cell
/// where nothing was measured is not predicted from its neighbours alone. Thread-safe; nothing depends on
/// tiles.
class LayerCoverage {
 public:
  /// `minPresent`: share of the layers that a cell needs to have data of, above 0 and at most 1; of no
  /// account for a model that takes no missing values, where it needs all features. Throws Error for another
  /// share. Keeps nothing of the model.
  LayerCoverage(const Model& model, double minPresent);

  std::size_t layers() const { return mLayers.count(); }
  std::size_t fewest() const { return mFewest; } ///< layers that a cell needs

  /// The outputs of `compute`, NaN in all its `bands` where a cell has data of too few layers; the cells
  /// inside the mask are counted. `compute` finds those cells marked as it finds cells outside of the mask,
  /// and may pass over them. `compute` itself for a model that takes no missing values. The function must not
  /// outlive the coverage.
  TileFunction kept(TileFunction compute, int bands);

  /// The `bands` of `compute`, and behind them the number of layers that have data in the cell. The function
  /// must not outlive the coverage.
  TileFunction withCounts(TileFunction compute, int bands) const;

  /// After kept() has run: cells that were predicted although they lack a layer, and cells with data of some
  /// layers, but too few.
  std::uint64_t withHoles() const { return mWithHoles; }
  std::uint64_t tooFew() const { return mTooFew; }

  /// Both, in words, where there are such cells at all; nothing for a model that takes no missing values.
  /// `what` is done with cells: "predicted".
  std::vector<Sentence> account(const Sentence& what) const;

  /// A sentence for each layer that no cell inside the mask has data of, after kept() has run.
  std::vector<Sentence> doubts() const;

  /// All that was counted, so that the counts of parts of a map can be added up.
  std::vector<std::uint64_t> counts() const;

  /// Adds what counts() gave of a part. False, and nothing is added, for counts of other layers. Not while
  /// cells are counted.
  bool add(const std::vector<std::uint64_t>& counts);

 private:
  /// Of each cell of a tile. `use` is told of each layer which cells have data of it, 1 or 0.
  template <typename Use>
  std::vector<std::uint32_t> countLayers(const float* features, const Tile& tile, const Use& use) const;

  FeatureLayers mLayers;
  int mHalo;
  bool mTakesMissing;
  std::size_t mFewest;
  std::atomic<std::uint64_t> mCells = 0; ///< inside the mask
  std::atomic<std::uint64_t> mWithHoles = 0;
  std::atomic<std::uint64_t> mTooFew = 0;
  std::vector<std::atomic<std::uint64_t>> mCovered; ///< by layer: cells inside the mask that have data of it
};

} // namespace prospectivity
