#pragma once

#include "engine/core/random.h"
#include "engine/network/network.h"

#include <cstddef>
#include <vector>

namespace prospectivity {

/// A network laid out for many cells at once: every value of a layer (a channel at a position) is a plane of
/// cells, and every layer makes its planes from those of the layer before by weighted sums (row_sums.h).
class PlaneNetwork {
 public:
  explicit PlaneNetwork(const Network& network);

  static constexpr int cellsPerBlock = 128;

  /// Drops each activation behind a ReLU with probability `dropout`, for good, and scales the others up, as
  /// training does.
  void thin(double dropout, Random& random);

  /// Planes of the input, each value of the first layer's map one (NetworkShape::encodedInputs()).
  std::size_t inputPlanes() const { return mInputs; }

  /// Floats that evaluate() needs to work in; the first inputPlanes() planes of it are the input,
  /// `cellsPerBlock` floats each.
  std::size_t workspace() const;

  /// Reads the input planes and returns the plane of logits, somewhere in the workspace. `cells` of each
  /// plane count.
  const float* evaluate(float* workspace, int cells) const;

 private:
  enum class Kind { Sum, Largest, Mean };

  /// One layer. Its output at position p is made from the planes sources[p * perPosition .. ) of the layer
  /// before; -1 is the zero padding. A Sum has one weight per source and channel; pooling takes each channel
  /// for itself.
  struct Layer {
    Kind kind = Kind::Sum;
    int channels = 0;
    int positions = 0;
    int perPosition = 0;
    bool relu = false;
    std::vector<int> sources;
    std::vector<float> weights; ///< [source][padded channels]
    std::vector<float> bias;
    std::vector<float> keep; ///< factor per [channel][position]; empty: 1
  };

  void addLayer(const NetworkLayer& layer);

  std::size_t mInputs;
  std::vector<Layer> mLayers;
};

} // namespace prospectivity
