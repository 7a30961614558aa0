#pragma once

#include "engine/samples/sample_table.h"
#include "tests/engine/train/noise_table.h"

#include <vector>

namespace prospectivity {

/// Samples with a layer of classes, described as codes, behind the features of a noise table: one code and
/// one label per sample, both drawn by chance, so that the classes say nothing.
inline SampleTable codedNoise(std::size_t count, int features, int classes, std::uint64_t seed,
                              double signal = 0) {
  SampleTable table = noiseTable(count, features + 1, seed, signal);
  Random random = Random(seed).fork(1);
  for (std::size_t i = 0; i < count; ++i)
    table.values(static_cast<Eigen::Index>(i), features) =
        static_cast<double>(10 + random.below(static_cast<std::size_t>(classes)));
  table.descriptions.resize(table.features.size());
  table.features.back() = "geology";
  table.descriptions.back().kind = FeatureKind::Codes;
  return table;
}

/// Of one layer of classes alone: a sample per code, with its label.
inline SampleTable codesAlone(const std::vector<double>& codes, const std::vector<int>& labels) {
  SampleTable table = noiseTable(codes.size(), 1, 1);
  table.features = {"geology"};
  table.descriptions.resize(1);
  table.descriptions.front().kind = FeatureKind::Codes;
  table.labels = labels;
  for (std::size_t i = 0; i < codes.size(); ++i)
    table.values(static_cast<Eigen::Index>(i), 0) = codes[i];
  return table;
}

} // namespace prospectivity
