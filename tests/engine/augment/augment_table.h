#pragma once

#include "engine/core/random.h"
#include "engine/samples/sample_table.h"

namespace prospectivity {

/// Two overlapping clouds of observed samples: `deposits` and `others` of them, ids from 100, features of
/// different sizes.
inline SampleTable twoClouds(int deposits, int others, int features, std::uint64_t seed) {
  Random random(seed);
  SampleTable table;
  table.values.resize(deposits + others, features);
  for (int j = 0; j < features; ++j)
    table.features.push_back("f" + std::to_string(j));
  for (int i = 0; i < deposits + others; ++i) {
    const int label = i < deposits ? 1 : 0;
    table.labels.push_back(label);
    table.ids.push_back(100 + i);
    table.origins.push_back(SampleTable::observedOrigin);
    table.parentA.emplace_back();
    table.parentB.emplace_back();
    table.points.push_back({random.uniform() * 1000, random.uniform() * 1000});
    for (int j = 0; j < features; ++j)
      table.values(i, j) = (random.normal() + label) * (1 + 10 * j) + 50;
  }
  return table;
}

} // namespace prospectivity
