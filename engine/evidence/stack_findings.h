#pragma once

#include "engine/core/layer_transform.h"
#include "engine/evidence/layer_classes.h"

#include <map>
#include <string>
#include <vector>

namespace prospectivity {

/// What the plan of a stack takes from cells, by reading layers whole: a part of them has other classes,
/// quantiles and smallest values. Whoever makes a part of a stack is given those of the whole. By the names
/// of bands, as they are before classes and log-ratios are made of them. Plain data.
struct StackFindings {
  /// Of a categorical band: its codes, rising, where they have more digits than cells hold and are numbered
  /// anew; none where they stay.
  std::map<std::string, std::vector<double>> numbered;
  /// Of a categorical band: its classes, none of them joined.
  std::map<std::string, LayerClasses> classes;
  /// Of a band with a transform: the one that was fitted; none of a band without data.
  std::map<std::string, LayerTransform> transforms;
  /// Of a layer in a group of log-ratios: the smallest value above 0.
  std::map<std::string, double> leastAmounts;
};

} // namespace prospectivity
