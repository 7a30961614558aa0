#include "engine/model/class_encoding.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace prospectivity {

bool ClassValues::knows(float code) const {
  return std::binary_search(codes.begin(), codes.end(), code);
}

float ClassValues::operator()(float code) const {
  if (std::isnan(code))
    return code;
  const auto place = std::lower_bound(codes.begin(), codes.end(), code);
  const bool isKnown = place != codes.end() && *place == code;
  return isKnown ? values[static_cast<std::size_t>(place - codes.begin())] : other;
}

const ClassValues* ClassEncoding::find(std::size_t feature) const {
  const auto place =
      std::lower_bound(mLayers.begin(), mLayers.end(), feature,
                       [](const Layer& layer, std::size_t wanted) { return layer.feature < wanted; });
  return place != mLayers.end() && place->feature == feature ? &place->classes : nullptr;
}

void ClassEncoding::encode(float* rows, std::size_t count, std::size_t columns) const {
  for (const Layer& layer : mLayers)
    for (std::size_t i = 0; i < count; ++i) {
      float& value = rows[i * columns + layer.feature];
      value = layer.classes(value);
    }
}

void ClassEncoding::encodePlanes(float* planes, std::size_t cells) const {
  for (const Layer& layer : mLayers) {
    float* plane = planes + layer.feature * cells;
    std::transform(plane, plane + cells, plane, layer.classes);
  }
}

ClassEncoding ClassEncoding::inOrder(const std::vector<int>& order) const {
  ClassEncoding ordered;
  if (!empty())
    for (std::size_t position = 0; position < order.size(); ++position)
      if (const ClassValues* classes = of(static_cast<std::size_t>(order[position])))
        ordered.add(position, *classes);
  return ordered;
}

ClassValues meanOf(const std::vector<const ClassValues*>& tables) {
  std::set<float> codes;
  double others = 0;
  double count = 0;
  for (const ClassValues* table : tables)
    if (table != nullptr) {
      codes.insert(table->codes.begin(), table->codes.end());
      others += static_cast<double>(table->other);
      ++count;
    }
  ClassValues mean;
  if (count == 0)
    return mean;
  mean.other = static_cast<float>(others / count);
  for (const float code : codes) {
    double sum = 0;
    for (const ClassValues* table : tables)
      if (table != nullptr)
        sum += static_cast<double>((*table)(code));
    mean.codes.push_back(code);
    mean.values.push_back(static_cast<float>(sum / count));
  }
  return mean;
}

float mostFrequentOf(const std::vector<float>& codes) {
  std::map<float, std::size_t> counts;
  for (const float code : codes)
    ++counts[code];
  return std::max_element(counts.begin(), counts.end(),
                          [](const auto& a, const auto& b) { return a.second < b.second; })
      ->first;
}

} // namespace prospectivity
