#include "engine/core/error.h"
#include "engine/reference/tree_grower.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>
#include <xgboost/c_api.h>

// XGBoost, because Debian 12 and 13 both have it (mlpack is in 13 alone), it does forests and boosting alike
// (OpenCV's boosting has no log-odds), gives the same trees for the same seed, and has an interface in C that
// its releases keep.
namespace prospectivity {

using nlohmann::json;

namespace {

constexpr double shareOfSamples = 0.632;    ///< that a tree of a forest sees
constexpr double shareOfBoostSamples = 0.5; ///< that a boosted tree sees
constexpr int depthOfForest = 30;           ///< a limit that full trees on samples do not meet
constexpr int depthOfBoosting = 3;
constexpr double stepsOfBoosting = 5; ///< learning rate times trees
constexpr double largestRate = 0.3;

/// How far the sums of the plain arrays may be from the library's, which adds in single precision.
constexpr double tolerancePerTree = 1e-5;

void require(int outcome) {
  if (outcome != 0)
    throw Error("The library of decision trees failed (%1): install its Debian package again.",
                XGBGetLastError());
}

struct FreeMatrix {
  void operator()(void* matrix) const { XGDMatrixFree(matrix); }
};
struct FreeBooster {
  void operator()(void* booster) const { XGBoosterFree(booster); }
};
using Samples = std::unique_ptr<void, FreeMatrix>;
using Booster = std::unique_ptr<void, FreeBooster>;

/// Rows with labels, the classes of equal weight together: as the other models weigh them.
Samples samplesOf(const FloatMatrix& rows, const std::vector<int>& labels) {
  const json array{{"data", {reinterpret_cast<std::uintptr_t>(rows.data()), false}},
                   {"shape", {rows.rows(), rows.cols()}},
                   {"typestr", "<f4"},
                   {"version", 3}};
  DMatrixHandle handle = nullptr;
  require(XGDMatrixCreateFromDense(array.dump().c_str(), R"({"missing": NaN, "nthread": 1})", &handle));
  Samples samples(handle);
  const auto all = static_cast<double>(labels.size());
  const auto deposits = static_cast<double>(std::count(labels.begin(), labels.end(), 1));
  std::vector<float> targets;
  std::vector<float> weights;
  for (const int label : labels) {
    targets.push_back(static_cast<float>(label));
    weights.push_back(static_cast<float>(all / (2 * (label == 1 ? deposits : all - deposits))));
  }
  require(XGDMatrixSetFloatInfo(handle, "label", targets.data(), targets.size()));
  require(XGDMatrixSetFloatInfo(handle, "weight", weights.data(), weights.size()));
  return samples;
}

std::vector<std::pair<const char*, std::string>> parametersOf(const TreeGrowth& growth, std::size_t columns) {
  std::vector<std::pair<const char*, std::string>> parameters{
      {"booster", "gbtree"},
      {"tree_method", "exact"}, // every threshold is tried, half-way between values of
                                // the samples
      {"nthread", "1"},
      {"verbosity", "0"},
      {"seed", std::to_string(growth.seed >> 33)}, // 31 bits
  };
  const auto add = [&](const char* name, double value) { parameters.emplace_back(name, json(value).dump()); };
  const auto trees = static_cast<double>(growth.trees);
  if (growth.kind == TreeKind::Forest) {
    // With squared error on 0 and 1, a leaf is its share of deposits and a split's gain that of Gini.
    parameters.emplace_back("objective", "reg:squarederror");
    parameters.emplace_back("num_parallel_tree", std::to_string(growth.trees));
    add("base_score", 0);
    add("learning_rate", trees); // it is divided by the number of parallel trees: a leaf stays a share
    add("reg_lambda", 0);
    add("min_child_weight", 0);
    parameters.emplace_back("max_depth", std::to_string(depthOfForest));
    add("subsample", shareOfSamples);
    // Half a column more, so that rounding down gives the number that is meant.
    const auto all = static_cast<double>(columns);
    add("colsample_bynode", std::min(1.0, (std::floor(std::sqrt(all)) + 0.5) / all));
  } else {
    parameters.emplace_back("objective", "binary:logistic");
    add("base_score", 0.5); // log-odds of 0: the classes have equal weight
    add("learning_rate", std::min(largestRate, stepsOfBoosting / trees));
    parameters.emplace_back("max_depth", std::to_string(depthOfBoosting));
    add("subsample", shareOfBoostSamples);
  }
  return parameters;
}

/// Adds a tree of XGBoost's model file, its nodes in the order in which they are met from the root.
void append(const json& tree, TreeEnsemble& trees) {
  const auto left = tree.at("left_children").get<std::vector<int>>();
  const auto right = tree.at("right_children").get<std::vector<int>>();
  const auto feature = tree.at("split_indices").get<std::vector<int>>();
  const auto number = tree.at("split_conditions").get<std::vector<float>>();
  const std::size_t first = trees.nodes.size();
  trees.roots.push_back(first);
  std::vector<std::size_t> sources{0}; // where the node lies in XGBoost's arrays
  for (std::size_t i = 0; i < sources.size(); ++i) {
    const std::size_t source = sources[i];
    TreeNode node;
    node.number = number.at(source);
    if (left.at(source) >= 0) {
      node.feature = feature.at(source);
      node.left = static_cast<std::int32_t>(sources.size() - i);
      node.right = node.left + 1;
      sources.push_back(static_cast<std::size_t>(left.at(source)));
      sources.push_back(static_cast<std::size_t>(right.at(source)));
    }
    if (sources.size() > number.size())
      throw std::invalid_argument("a tree has more ways than nodes");
    trees.nodes.push_back(node);
  }
}

TreeEnsemble treesOf(BoosterHandle booster, std::size_t columns) {
  bst_ulong length = 0;
  const char* text = nullptr;
  require(XGBoosterSaveModelToBuffer(booster, R"({"format": "json"})", &length, &text));
  const json model = json::parse(text, text + length);
  TreeEnsemble trees;
  for (const json& tree : model.at("learner").at("gradient_booster").at("model").at("trees"))
    append(tree, trees);
  trees.check(columns);
  return trees;
}

std::vector<double> sumsOf(BoosterHandle booster, const Samples& samples) {
  const bst_ulong* shape = nullptr;
  bst_ulong dimensions = 0;
  const float* margins = nullptr;
  require(XGBoosterPredictFromDMatrix(booster, samples.get(),
                                      R"({"type": 1, "training": false, "iteration_begin": 0,)"
                                      R"( "iteration_end": 0, "strict_shape": false})",
                                      &shape, &dimensions, &margins));
  return std::vector<double>(margins, margins + shape[0]);
}

/// The arrays must say what the library says, whatever its version means by a number in its file.
void requireTheSame(const GrownTrees& grown, const FloatMatrix& rows, int trees) {
  std::vector<double> sums(grown.librarySums.size(), 0.0);
  grown.trees.addLeaves(rows.data(), sums.size(), static_cast<std::size_t>(rows.cols()), sums.data());
  for (std::size_t i = 0; i < sums.size(); ++i)
    if (!(std::abs(sums[i] - grown.librarySums[i]) <= tolerancePerTree * trees))
      throw std::invalid_argument("the sums differ");
}

/// A leaf of a forest is a share, but for rounding.
void requireShares(TreeEnsemble& trees) {
  for (TreeNode& node : trees.nodes) {
    if (!node.isLeaf())
      continue;
    const float share = std::clamp(node.number, 0.0F, 1.0F);
    if (std::abs(node.number - share) > 1e-5F)
      throw std::invalid_argument("a leaf is no share");
    node.number = share;
  }
}

class XgboostGrower : public TreeGrower {
 public:
  GrownTrees grow(const FloatMatrix& rows, const std::vector<int>& labels, const TreeGrowth& growth,
                  const Progress& progress) const override {
    const Samples samples = samplesOf(rows, labels);
    const DMatrixHandle given = samples.get();
    BoosterHandle handle = nullptr;
    require(XGBoosterCreate(&given, 1, &handle));
    const Booster booster(handle);
    const auto columns = static_cast<std::size_t>(rows.cols());
    for (const auto& [name, value] : parametersOf(growth, columns))
      require(XGBoosterSetParam(handle, name, value.c_str()));
    const int rounds = growth.kind == TreeKind::Forest ? 1 : growth.trees;
    for (int round = 0; round < rounds; ++round) {
      progress.check();
      require(XGBoosterUpdateOneIter(handle, round, samples.get()));
    }
    try {
      GrownTrees grown{treesOf(handle, columns), sumsOf(handle, samples)};
      requireTheSame(grown, rows, growth.trees);
      if (growth.kind == TreeKind::Forest)
        requireShares(grown.trees);
      return grown;
    } catch (const std::bad_alloc&) {
      throw;
    } catch (const Error&) {
      throw;
    } catch (const std::exception&) {
      throw Error("The library of decision trees (%1) answers in a form that is not known: install the "
                  "release of Prospectivity Lens that was built for it.",
                  version());
    }
  }

  std::string version() const override {
    int major = 0;
    int minor = 0;
    int patch = 0;
    XGBoostVersion(&major, &minor, &patch);
    return "XGBoost " + std::to_string(major) + "." + std::to_string(minor) + "." + std::to_string(patch);
  }
};

} // namespace

} // namespace prospectivity

/// What treeGrower() looks up after opening this library.
extern "C" __attribute__((visibility("default"))) const prospectivity::TreeGrower* prospectivityTreeGrower() {
  static const prospectivity::XgboostGrower grower;
  return &grower;
}
