#pragma once

#include "engine/network/channel_kernels.h"
#include "engine/network/lane_blocks.h"
#include "engine/network/network_model.h"
#include "engine/network/receptive_fields.h"

#include <cstddef>
#include <vector>

namespace prospectivity {

/// A vector network of the usual form, two convolutions of three taps and no hidden layer, and what of it
/// depends on a background sample alone: what each position gives to the first convolution, and where neither
/// it nor its neighbours have the explained sample's value, to the second. Immutable; shared between threads.
/// Memory: for each background sample about three times the channels of each convolution for each feature.
class RowNetwork {
 public:
  /// One position of the second convolution, or two under max pooling, with the weights of what comes out.
  struct Output {
    int position = 0; ///< the first of them
    bool isPair = false;
    PositionRange field; ///< what they see
    unsigned states = 0; ///< bit i: whether there is a position `position` - 2 + i
    LaneBlocks head;     ///< per channel
  };

  static bool suits(const Network& network);

  /// `member` suits().
  explicit RowNetwork(const ModelMember& member);

  /// `seen`: a background sample as the first layer sees it, [position][channel].
  void addRow(const float* seen);

  /// What each position gives to the first convolution, [position][tap][inner] with the bias in the middle
  /// tap, and zeros for what stands beyond the ends.
  void give(const float* seen, LaneBlocks& parts) const;

  /// The products of all positions by the second convolution's taps, [position][tap][outer], where all have
  /// the values of `parts`.
  void multiply(const LaneBlocks& parts, LaneBlocks& products) const;

  /// A position and its neighbours in the state of three bits, in what give() leaves of two samples.
  MixedState state(std::size_t position, unsigned bits, float* product) const;

  /// Whether each position has one value that the first convolution takes as it is, in a block of channels.
  bool hasCurves() const { return mChannels == 1 && inner == lanes; }
  /// What the first convolution's tap makes of a value: constant + slope * value, where there are curves.
  const float* constant(std::size_t tap) const {
    return tap == taps / 2 ? floats(mFirstBias) : floats(nothing);
  }
  const float* slope(std::size_t tap) const { return floats(mFirstWeights) + tap * inner; }
  const float* seen(std::size_t row) const { return mSeen[row].data(); }

  std::size_t rows() const { return mParts.size(); }
  const float* parts(std::size_t row) const { return floats(mParts[row]); }
  const float* product(std::size_t row, std::size_t position) const {
    return floats(mProducts[row]) + position * taps * outer;
  }

  static constexpr std::size_t taps = 3;
  std::size_t features = 0;
  std::size_t inner = 0; ///< channels of the first convolution, padded
  std::size_t outer = 0; ///< and of the second
  LaneBlocks weights;    ///< of the second, [inner][tap][outer]
  LaneBlocks start;      ///< its bias in the middle tap, else 0
  LaneBlocks nothing;    ///< zeros: the product of what stands beyond the ends
  std::vector<Output> outputs;

 private:
  std::size_t mChannels = 0; ///< of a position's input
  LaneBlocks mFirstWeights;  ///< [tap][channel][inner]
  LaneBlocks mFirstBias;
  std::vector<std::vector<float>> mSeen; ///< rows, where there are curves
  std::vector<LaneBlocks> mParts;        ///< of each row, as give() leaves them
  std::vector<LaneBlocks> mProducts;     ///< of each row, [position][tap][outer]
};

} // namespace prospectivity
