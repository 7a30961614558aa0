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

/// The first case with a layer of three classes and a column of codes, and the classes of what SMOTE made.
json classCase() {
  SampleTable table = twoClouds(40, 60, 8, 5);
  table.features = {"W", "Sn", "Bi", "As", "unit=0", "unit=1", "unit=2", "code"};
  Random random(6);
  json entry{{"labels", table.labels}, {"rows", json::array()}, {"samples", json::array()}};
  for (Eigen::Index i = 0; i < table.values.rows(); ++i) {
    const auto unit = static_cast<int>(random.below(3));
    for (int k = 0; k < 3; ++k)
      table.values(i, 4 + k) = k == unit ? 1 : 0;
    table.values(i, 7) = static_cast<double>(random.below(4));
    std::vector<double> row(table.values.row(i).begin(), table.values.row(i).begin() + 4);
    row.push_back(unit);
    row.push_back(table.values(i, 7));
    entry["rows"].push_back(row);
  }
  AugmentOptions options;
  options.targetCount = 201 * 40;
  const SampleTable added = augment(*findAugmenter("smote"), table, options, Progress());
  for (std::size_t i = 0; i < added.size(); ++i) {
    const auto row = static_cast<Eigen::Index>(i);
    const double unit = added.values(row, 5) + 2 * added.values(row, 6);
    entry["samples"].push_back(
        {added.parentA[i].value() - 100, added.parentB[i].value() - 100, unit, added.values(row, 7)});
  }
  return entry;
}

} // namespace

int main(int, char** arguments) {
  const json cases{augmentCase(40, 60, 3, 1, 0), augmentCase(150, 700, 12, 2, 0),
                   augmentCase(80, 80, 5, 3, 0), augmentCase(60, 200, 4, 4, 1e5)};
  std::ofstream(std::string(arguments[1]) + "/cases.json") << cases;
  std::ofstream(std::string(arguments[1]) + "/classes.json") << classCase();
  return 0;
}
