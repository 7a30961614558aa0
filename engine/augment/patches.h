#pragma once

#include "engine/augment/augmenter.h"
#include "engine/samples/window_samples.h"

#include <cstddef>
#include <memory>

namespace prospectivity {

/// Cell that lands at (row, column) when a square of `side` x `side` cells is laid down in one of its 8 ways:
/// `way` 0 to 7, of which 0 leaves it as it is; rotations by quarters, with and without a flip.
std::size_t cellBefore(int way, int side, int row, int column);

/// Windows of the observed samples shifted, turned, flipped and with noise (Simard, Steinkraus & Platt 2003,
/// doi 10.1109/ICDAR.2003.1227801), for the windowed network: what a place is worth does not depend on the
/// orientation of the map. A window is moved by up to the margin of the surroundings on the evidence itself,
/// never beyond it: only moves whose window is complete are drawn, all alike likely, then one of the 8 ways
/// to lay it down. Where a sample's own window has holes (NaN), moves whose window has no more of them than
/// that. Gaussian noise, a share of each feature's standard deviation, is added cell by cell, except to
/// features of 0 and 1 only, and to those of which a cell holds classes (AugmentInput::classes). Every sample
/// of the class is used equally often. Samples are found by their ids and windows, which must be among those
/// of the surroundings.
///
/// Simard, Steinkraus & Platt 2003: Best practices for convolutional neural networks applied to visual
/// document analysis, International Conference on Document Analysis and Recognition.
class Patches : public Augmenter {
 public:
  explicit Patches(std::shared_ptr<const WindowSurroundings> surroundings);

  static constexpr const char* name = "Patches (shifts, turns, flips of windows)";

  std::string id() const override { return "patches"; }
  std::string title() const override { return name; }
  std::vector<SyntheticSample> generate(const AugmentInput& input, std::size_t count, Random& random,
                                        const Progress& progress) const override;

 private:
  std::shared_ptr<const WindowSurroundings> mSurroundings;
};

} // namespace prospectivity
