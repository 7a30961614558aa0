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
constexpr int depthOfForest = 30; ///< many columns of one class each, which part off few samples, meet it
constexpr int depthOfBoosting = 3;
constexpr double stepsOfBoosting = 5; ///< learning rate times trees
constexpr double largestRate = 0.3;

/// How far the sums of the plain arrays may be from the library's, which adds in single precision.
constexpr double tolerancePerTree = 1e-5;

/// Throws what a call of the library that failed means. It has no kinds of errors but their texts, the first
/// line of which says what is wrong.
void require(int outcome) {
  if (outcome == 0)
    return;
  const std::string text = XGBGetLastError();
  if (text.find("bad_alloc") != std::string::npos)
    throw std::bad_alloc();
  throw Error("The library of decision trees could not grow them on these samples (%1): look for values that "
              "are out of the ordinary, or choose another reference model.",
              text.substr(0, text.find('\n')));
}

struct FreeMatrix {
  void operator()(void* matrix) const { XGDMatrixFree(matrix); }
};
struct FreeBooster {
  void operator()(void* booster) const { XGBoosterFree(booster); }
};
using Samples = std::unique_ptr<void, FreeMatrix>;
using Booster = std::unique_ptr<void, FreeBooster>;

/// Weights by which the classes weigh the same together, as the other models weigh them.
std::vector<float> weightsOf(const std::vector<int>& labels) {
  const auto all = static_cast<double>(labels.size());
  const auto deposits = static_cast<double>(std::count(labels.begin(), labels.end(), 1));
  std::vector<float> weights;
  for (const int label : labels)
    weights.push_back(static_cast<float>(all / (2 * (label == 1 ? deposits : all - deposits))));
  return weights;
}

Samples samplesOf(const FloatMatrix& rows, const std::vector<int>& labels,
                  const std::vector<float>& weights) {
  const json array{{"data", {reinterpret_cast<std::uintptr_t>(rows.data()), false}},
                   {"shape", {rows.rows(), rows.cols()}},
                   {"typestr", "<f4"},
                   {"version", 3}};
  DMatrixHandle handle = nullptr;
  require(XGDMatrixCreateFromDense(array.dump().c_str(), R"({"missing": NaN, "nthread": 1})", &handle));
  Samples samples(handle);
  const std::vector<float> targets(labels.begin(), labels.end());
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
  if (growth.kind == TreeKind::Forest) {
    // With squared error on 0 and 1, a leaf is its share of deposits and a split's gain that of Gini.
    parameters.emplace_back("objective", "reg:squarederror");
    add("base_score", 0);
    add("learning_rate", 1);
    add("reg_lambda", 0);
    add("min_child_weight", 0);
    parameters.emplace_back("max_depth", std::to_string(depthOfForest));
    add("subsample", shareOfSamples);
    // By level, which releases before 2 did with a share by node as well, and later ones refuse to do. Half a
    // column more, so that rounding down gives the number that is meant.
    const auto all = static_cast<double>(columns);
    add("colsample_bylevel", std::min(1.0, (std::floor(std::sqrt(all)) + 0.5) / all));
  } else {
    parameters.emplace_back("objective", "binary:logistic");
    add("base_score", 0.5); // log-odds of 0: the classes have equal weight
    add("learning_rate", std::min(largestRate, stepsOfBoosting / growth.trees));
    parameters.emplace_back("max_depth", std::to_string(depthOfBoosting));
    add("subsample", shareOfBoostSamples);
  }
  return parameters;
}

/// What the trees of a forest are grown on one by one: each is to say the label alone, whatever the trees
/// before it say. Squared error's gradients and curvatures at 0.
struct ForestGradients {
  std::vector<float> slopes;
  std::vector<float> curvatures;

  ForestGradients(const std::vector<int>& labels, const std::vector<float>& weights) : curvatures(weights) {
    for (std::size_t i = 0; i < labels.size(); ++i)
      slopes.push_back(-static_cast<float>(labels[i]) * weights[i]);
  }
};

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
    // One tree of a forest after the other calls what newer releases call old, and would say so each time.
    require(XGBSetGlobalConfig(R"({"verbosity": 0})"));
    const std::vector<float> weights = weightsOf(labels);
    const Samples samples = samplesOf(rows, labels, weights);
    const DMatrixHandle given = samples.get();
    BoosterHandle handle = nullptr;
    require(XGBoosterCreate(&given, 1, &handle));
    const Booster booster(handle);
    const auto columns = static_cast<std::size_t>(rows.cols());
    for (const auto& [name, value] : parametersOf(growth, columns))
      require(XGBoosterSetParam(handle, name, value.c_str()));
    ForestGradients gradients(labels, weights);
    for (int tree = 0; tree < growth.trees; ++tree) {
      progress.check();
      if (growth.kind == TreeKind::Forest)
        require(XGBoosterBoostOneIter(handle, samples.get(), gradients.slopes.data(),
                                      gradients.curvatures.data(), labels.size()));
      else
        require(XGBoosterUpdateOneIter(handle, tree, samples.get()));
      progress.fraction((tree + 1.0) / growth.trees);
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
