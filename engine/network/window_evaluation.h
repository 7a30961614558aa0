#pragma once

#include "engine/network/network_model.h"

#include <memory>
#include <vector>

namespace prospectivity {

class WindowMember;

/// Evaluates a windowed model at every cell of a block at once: each convolution is computed once per cell
/// and not once per window, which is possible because the network uses no padding (a stride-2 pooling becomes
/// one of stride 1 whose results are then taken two cells apart). Equal to cutting windows and evaluating
/// them one by one, up to rounding. Rows stream through ring buffers: beside a copy of the
/// block, in which gaps are filled, memory grows with its width and not with its height. Immutable; safe to
/// call from several threads at once.
class WindowEvaluation {
 public:
  explicit WindowEvaluation(const NetworkModel& model);
  ~WindowEvaluation();

  /// `values`: one plane per feature of the model, in its order and in original units, each (rows + window -
  /// 1) x (columns + window - 1) cells: the block with a halo of window / 2 cells on each side. `logits`:
  /// rows x columns values; NaN where any cell of the window is NaN in any feature, or, of a model that takes
  /// missing values, where all cells of the window are NaN in all of them.
  void logits(const float* values, int rows, int columns, float* logits) const;

 private:
  int mFeatures = 0;
  int mWindow = 1;
  bool mTakesMissing = false;
  std::vector<std::unique_ptr<WindowMember>> mMembers;
};

} // namespace prospectivity
