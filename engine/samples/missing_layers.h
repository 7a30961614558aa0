#pragma once

#include "engine/core/sentence.h"
#include "engine/samples/sample_table.h"

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace prospectivity {

/// Which layers of evidence (FeatureLayers) samples lack, for those who read the log.
class MissingLayers {
 public:
  explicit MissingLayers(const SampleTable& samples);

  std::size_t samples() const { return mLacking; } ///< that lack a layer

  /// How many samples lack a layer, and which; nothing where none does.
  std::optional<Sentence> account() const;

  /// A sentence for each layer that all samples lack, or all of a class: only that it is missing can be
  /// learnt from it.
  std::vector<Sentence> doubts() const;

 private:
  struct Layer {
    std::string name;
    std::size_t lacking[2] = {0, 0}; ///< samples without it, by label

    std::size_t sum() const { return lacking[0] + lacking[1]; }
  };

  std::vector<Layer> mLayers;
  std::size_t mSamples[2]; ///< by label
  std::size_t mLacking = 0;
};

} // namespace prospectivity
