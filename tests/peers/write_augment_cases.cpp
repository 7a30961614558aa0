// Writes what the peer test of augmentation compares: samples, and the parents of what each method made of
// them. Usage: write_augment_cases FOLDER
#include "engine/augment/augment.h"
#include "engine/augment/registry.h"
#include "tests/engine/augment/augment_table.h"

#include <nlohmann/json.hpp>

#include <fstream>
#include <string>
#include <vector>

using namespace prospectivity;
using nlohmann::json;

namespace {

/// Positions of the parents in the table; ids there count from 100.
json parentsOf(const std::string& method, const SampleTable& table, std::size_t target) {
  AugmentOptions options;
  options.targetCount = target;
  json pairs = json::array();
  for (const auto& augmenter : augmenters()) {
    if (augmenter->id() != method)
      continue;
    const SampleTable added = augment(*augmenter, table, options, Progress());
    for (std::size_t i = 0; i < added.size(); ++i)
      pairs.push_back({added.parentA[i].value() - 100, added.parentB[i].value() - 100});
  }
  return pairs;
}

json augmentCase(int deposits, int others, int features, std::uint64_t seed, double offset) {
  SampleTable table = twoClouds(deposits, others, features, seed);
  table.values.array() += offset;
  // 200 draws of each sample of the class: none of the five neighbours of any is missed by chance.
  const auto many = static_cast<std::size_t>(201 * deposits);
  json entry{{"labels", table.labels},
             {"rows", json::array()},
             {"smote", parentsOf("smote", table, many)},
             {"borderline", parentsOf("borderline_smote", table, many)},
             {"adasyn", parentsOf("adasyn", table, static_cast<std::size_t>(3 * deposits))}};
  for (Eigen::Index i = 0; i < table.values.rows(); ++i)
    entry["rows"].push_back(std::vector<double>(table.values.row(i).begin(), table.values.row(i).end()));
  return entry;
}

} // namespace

int main(int, char** arguments) {
  const json cases{augmentCase(40, 60, 3, 1, 0), augmentCase(150, 700, 12, 2, 0),
                   augmentCase(80, 80, 5, 3, 0), augmentCase(60, 200, 4, 4, 1e5)};
  std::ofstream(std::string(arguments[1]) + "/cases.json") << cases;
  return 0;
}
