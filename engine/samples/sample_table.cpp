#include "engine/samples/sample_table.h"

#include <algorithm>

namespace prospectivity {

std::size_t SampleTable::count(int label) const {
  return static_cast<std::size_t>(std::count(labels.begin(), labels.end(), label));
}

SampleTable SampleTable::rows(const std::vector<std::size_t>& indices) const {
  SampleTable result;
  result.features = features;
  result.descriptions = descriptions;
  result.classes = classes;
  result.hasDissimilarNegatives = hasDissimilarNegatives;
  result.values.resize(static_cast<Eigen::Index>(indices.size()), values.cols());
  for (std::size_t i = 0; i < indices.size(); ++i) {
    const std::size_t row = indices[i];
    result.values.row(static_cast<Eigen::Index>(i)) = values.row(static_cast<Eigen::Index>(row));
    result.labels.push_back(labels[row]);
    result.ids.push_back(ids[row]);
    result.origins.push_back(origins[row]);
    result.parentA.push_back(parentA[row]);
    result.parentB.push_back(parentB[row]);
    result.points.push_back(points[row]);
    if (!sets.empty())
      result.sets.push_back(sets[row]);
  }
  return result;
}

void SampleTable::append(const SampleTable& other) {
  const Eigen::Index before = values.rows();
  values.conservativeResize(before + other.values.rows(), static_cast<Eigen::Index>(features.size()));
  values.bottomRows(other.values.rows()) = other.values;
  labels.insert(labels.end(), other.labels.begin(), other.labels.end());
  ids.insert(ids.end(), other.ids.begin(), other.ids.end());
  origins.insert(origins.end(), other.origins.begin(), other.origins.end());
  parentA.insert(parentA.end(), other.parentA.begin(), other.parentA.end());
  parentB.insert(parentB.end(), other.parentB.begin(), other.parentB.end());
  points.insert(points.end(), other.points.begin(), other.points.end());
  hasDissimilarNegatives = hasDissimilarNegatives || other.hasDissimilarNegatives;
  if (sets.empty() && other.sets.empty())
    return;
  sets.resize(static_cast<std::size_t>(before), 0);
  sets.insert(sets.end(), other.sets.begin(), other.sets.end());
  sets.resize(size(), 0);
}

} // namespace prospectivity
