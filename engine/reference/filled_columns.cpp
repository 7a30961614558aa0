#include "engine/reference/filled_columns.h"

#include <algorithm>
#include <stdexcept>

namespace prospectivity {

void FilledColumns::fill(const float* rows, std::size_t count, std::size_t columns, float* to) const {
  for (std::size_t i = 0; i < count; ++i, rows += columns, to += given(columns))
    for (std::size_t j = 0; j < columns; ++j) {
      to[j] = filled(j, rows[j]);
      if (hasPresence)
        to[columns + j] = std::isnan(rows[j]) ? 0.0F : 1.0F;
    }
}

void FilledColumns::check(std::size_t columns) const {
  const auto isFinite = [](float value) { return std::isfinite(value); };
  if (fills.empty() ? hasPresence
                    : fills.size() != columns || !std::all_of(fills.begin(), fills.end(), isFinite))
    throw std::invalid_argument("what stands for missing values does not fit the features");
}

std::vector<float> meanFills(const std::vector<FilledColumns>& ofMembers,
                             const std::vector<const ClassEncoding*>& classes) {
  const bool takeMissing =
      !ofMembers.empty() && std::all_of(ofMembers.begin(), ofMembers.end(),
                                        [](const FilledColumns& member) { return member.takesMissing(); });
  std::vector<float> result;
  for (std::size_t column = 0; takeMissing && column < ofMembers.front().fills.size(); ++column) {
    double sum = 0;
    std::vector<float> codes;
    for (std::size_t m = 0; m < ofMembers.size(); ++m) {
      sum += static_cast<double>(ofMembers[m].fills[column]);
      if (classes[m]->of(column) != nullptr)
        codes.push_back(ofMembers[m].fills[column]);
    }
    result.push_back(codes.empty() ? static_cast<float>(sum / static_cast<double>(ofMembers.size()))
                                   : mostFrequentOf(codes));
  }
  return result;
}

} // namespace prospectivity
