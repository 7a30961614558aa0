#include "engine/reference/tree_ensemble.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace prospectivity {

std::size_t TreeEnsemble::depth() const {
  std::vector<std::size_t> depths(nodes.size(), 0); // children come behind their parents
  std::size_t deepest = 0;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    deepest = std::max(deepest, depths[i]);
    if (!nodes[i].isLeaf())
      for (const std::int32_t step : {nodes[i].left, nodes[i].right})
        depths[i + static_cast<std::size_t>(step)] = depths[i] + 1;
  }
  return deepest;
}

void TreeEnsemble::give(const float* rows, std::size_t count, std::size_t columns, float* to) const {
  filled.fill(rows, count, columns, to);
  classes.encode(to, count, filled.given(columns));
}

void TreeEnsemble::addLeaves(const float* rows, std::size_t count, std::size_t columns, double* sums) const {
  for (const std::size_t root : roots)
    for (std::size_t i = 0; i < count; ++i) {
      const float* row = rows + i * columns;
      const TreeNode* node = &nodes[root];
      while (!node->isLeaf())
        node += row[node->feature] < node->number ? node->left : node->right;
      sums[i] += static_cast<double>(node->number);
    }
}

void TreeEnsemble::check(std::size_t columns) const {
  if (roots.empty() || roots.front() != 0)
    throw std::invalid_argument("the trees have no roots");
  for (std::size_t tree = 0; tree < roots.size(); ++tree) {
    const std::size_t end = endOf(tree);
    if (roots[tree] >= end || end > nodes.size())
      throw std::invalid_argument("a tree has no nodes");
    std::vector<bool> isChild(end - roots[tree], false);
    for (std::size_t i = roots[tree]; i < end; ++i) {
      const TreeNode& node = nodes[i];
      if (!std::isfinite(node.number) || node.feature < 0 ||
          static_cast<std::size_t>(node.feature) >= columns)
        throw std::invalid_argument("a node of a tree asks for nothing");
      if (node.left == 0 && node.right == 0)
        continue;
      for (const std::int32_t step : {node.left, node.right}) {
        if (step < 1 || static_cast<std::size_t>(step) >= end - i)
          throw std::invalid_argument("a tree leads nowhere");
        const std::size_t child = i - roots[tree] + static_cast<std::size_t>(step);
        if (isChild[child])
          throw std::invalid_argument("two ways of a tree meet");
        isChild[child] = true;
      }
    }
  }
}

} // namespace prospectivity
