#include "engine/reference/tree_model.h"
#include "engine/torch/class_codec.h"
#include "engine/torch/filled_json.h"
#include "engine/torch/model_codec.h"
#include "engine/torch/script_source.h"

#include <ATen/ATen.h>

#include <cmath>
#include <cstdint>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>
#include <zlib.h>

namespace prospectivity {

using nlohmann::json;

namespace {

constexpr const char* checksumName = "trees_crc32";

// Whole numbers up to this one are exact in single precision, the one type of tensor that is read.
constexpr std::int64_t mostWhole = 1 << 24;

const TreeModel& treesOfKind(const Model& model) {
  return dynamic_cast<const TreeModel&>(model);
}

/// The trees of a member as tensors hold them: one entry per node, and nodes per tree.
struct TreeArrays {
  std::vector<float> feature;
  std::vector<float> number;
  std::vector<float> left;
  std::vector<float> right;
  std::vector<float> sizes;
};

TreeArrays arraysOf(const TreeEnsemble& trees) {
  TreeArrays arrays;
  for (const TreeNode& node : trees.nodes) {
    arrays.feature.push_back(static_cast<float>(node.feature));
    arrays.number.push_back(node.number);
    arrays.left.push_back(static_cast<float>(node.left));
    arrays.right.push_back(static_cast<float>(node.right));
  }
  for (std::size_t tree = 0; tree < trees.treeCount(); ++tree)
    arrays.sizes.push_back(static_cast<float>(trees.endOf(tree) - trees.roots[tree]));
  return arrays;
}

std::int32_t wholeOf(float value) {
  if (!(value >= 0 && value <= static_cast<float>(mostWhole)) || value != std::floor(value))
    throw std::invalid_argument("a tree holds no whole number");
  return static_cast<std::int32_t>(value);
}

TreeEnsemble treesOf(const TreeArrays& arrays, FilledColumns filled, std::size_t features) {
  TreeEnsemble trees;
  trees.filled = std::move(filled);
  for (std::size_t i = 0; i < arrays.number.size(); ++i)
    trees.nodes.push_back(
        {wholeOf(arrays.feature[i]), arrays.number[i], wholeOf(arrays.left[i]), wholeOf(arrays.right[i])});
  std::size_t root = 0;
  for (const float size : arrays.sizes) {
    trees.roots.push_back(root);
    root += static_cast<std::size_t>(wholeOf(size));
  }
  if (root != trees.nodes.size())
    throw std::invalid_argument("the trees do not fit their nodes");
  trees.check(trees.filled.given(features));
  return trees;
}

/// Of the arrays of all members.
std::uint32_t checksum(const TreeModel& model) {
  uLong sum = crc32(0, nullptr, 0);
  for (const TreeEnsemble& member : model.members) {
    const TreeArrays arrays = arraysOf(member);
    for (const auto* values : {&arrays.feature, &arrays.number, &arrays.left, &arrays.right, &arrays.sizes})
      sum = crc32(sum, reinterpret_cast<const Bytef*>(values->data()),
                  static_cast<uInt>(values->size() * sizeof(float)));
    const std::vector<float>& fills = member.filled.fills;
    if (!fills.empty()) // zlib takes "no bytes" for a new sum
      sum = crc32(sum, reinterpret_cast<const Bytef*>(fills.data()),
                  static_cast<uInt>(fills.size() * sizeof(float)));
  }
  return static_cast<std::uint32_t>(sum);
}

void describe(const Model& model, json& entry) {
  const TreeModel& trees = treesOfKind(model);
  entry["members"] = json::array();
  for (const TreeEnsemble& member : trees.members) {
    json described{{"trees", member.treeCount()}, {"nodes", member.nodes.size()}};
    describeFills(member.filled, described);
    if (!member.classes.empty())
      described["classes"] = jsonOf(member.classes);
    entry["members"].push_back(std::move(described));
  }
  entry[checksumName] = checksum(trees);
}

torch::jit::Module moduleOf(const Model& model) {
  const TreeModel& trees = treesOfKind(model);
  torch::jit::Module module("ProspectivityModel");
  std::ostringstream source;
  source << "def logits(self, rows: Tensor) -> Tensor:\n"
            "    sum = torch.zeros([rows.size(0)]).double()\n";
  for (std::size_t m = 0; m < trees.members.size(); ++m) {
    const TreeEnsemble& member = trees.members[m];
    const TreeArrays arrays = arraysOf(member);
    const auto add = [&](const char* what, const std::vector<float>& values) {
      module.register_buffer(tensorName(m, what), at::tensor(values, at::kFloat));
    };
    add("feature", arrays.feature);
    add("number", arrays.number);
    add("left", arrays.left);
    add("right", arrays.right);
    add("sizes", arrays.sizes);
    const auto name = [&](const char* what) { return "self." + tensorName(m, what); };
    const FilledScript fills = registerFills(member.filled, m, module);
    source << fills.lines;
    std::string input = fills.given;
    if (!member.classes.empty()) {
      registerClasses(module, m, member.classes);
      source << classLines(input, "numbers", m, member.classes);
      input = "numbers";
    }
    // Where each row stands in each tree; in a leaf the step is 0.
    source << "    sizes = " << name("sizes") << ".long()\n"
           << "    node = (torch.cumsum(sizes, 0) - sizes).unsqueeze(0).repeat([rows.size(0), 1])\n"
           << "    for step in range(" << member.depth() << "):\n"
           << "        value = torch.gather(" << input << ", 1, torch.take(" << name("feature")
           << ", node).long())\n"
           << "        left = torch.take(" << name("left") << ", node)\n"
           << "        right = torch.take(" << name("right") << ", node)\n"
           << "        node = node + torch.where(value < torch.take(" << name("number")
           << ", node), left, right).long()\n"
           << "    leaves = torch.take(" << name("number") << ", node).double().sum([1])\n";
    if (trees.treeKind() == TreeKind::Forest)
      source << "    sum = sum + torch.log((leaves + 0.5) / (" << member.treeCount() << ".5 - leaves))\n";
    else
      source << "    sum = sum + leaves\n";
  }
  source << "    return (sum / " << trees.members.size()
         << ".0).float()\n\n"
            "def forward(self, rows: Tensor) -> Tensor:\n"
            "    return torch.sigmoid(self.logits(rows))\n";
  module.define(source.str());
  return module;
}

std::unique_ptr<Model> readTrees(TreeKind kind, const json& entry, StoredModel& stored,
                                 std::size_t features) {
  auto model = std::make_unique<TreeModel>(kind);
  for (const json& described : entry.at("members")) {
    const std::size_t m = model->members.size();
    const std::vector<std::int64_t> nodes{described.at("nodes").get<std::int64_t>()};
    const std::vector<std::int64_t> trees{described.at("trees").get<std::int64_t>()};
    TreeArrays arrays;
    arrays.feature = stored.take(tensorName(m, "feature"), nodes);
    arrays.number = stored.take(tensorName(m, "number"), nodes);
    arrays.left = stored.take(tensorName(m, "left"), nodes);
    arrays.right = stored.take(tensorName(m, "right"), nodes);
    arrays.sizes = stored.take(tensorName(m, "sizes"), trees);
    TreeEnsemble member = treesOf(arrays, filledOf(described, features), features);
    if (described.contains("classes"))
      member.classes = classEncodingOf(described["classes"], features);
    if (kind == TreeKind::Forest)
      for (const TreeNode& node : member.nodes)
        if (node.isLeaf() && (node.number < 0 || node.number > 1))
          throw std::invalid_argument("a leaf of a forest is no share");
    model->members.push_back(std::move(member));
  }
  if (entry.at(checksumName) != checksum(*model))
    throw std::invalid_argument("the trees have changed");
  return model;
}

std::unique_ptr<Model> readForest(const json& entry, StoredModel& stored, std::size_t features) {
  return readTrees(TreeKind::Forest, entry, stored, features);
}

std::unique_ptr<Model> readBoosting(const json& entry, StoredModel& stored, std::size_t features) {
  return readTrees(TreeKind::Boosting, entry, stored, features);
}

} // namespace

const ModelCodec& forestCodec() {
  static const ModelCodec codec{TreeModel::forests(), describe, moduleOf, readForest};
  return codec;
}

const ModelCodec& boostingCodec() {
  static const ModelCodec codec{TreeModel::boostings(), describe, moduleOf, readBoosting};
  return codec;
}

} // namespace prospectivity
