#pragma once

#include "engine/model/class_encoding.h"
#include "engine/reference/filled_columns.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace prospectivity {

/// A node of a decision tree.
struct TreeNode {
  std::int32_t feature = 0; ///< input column that is asked for
  float number = 0;         ///< a value below it goes left, any other right; in a leaf the leaf's value
  std::int32_t left = 0;    ///< steps from here to the child, at least 1; both 0 in a leaf
  std::int32_t right = 0;

  bool isLeaf() const { return left == 0; }
};

/// Decision trees as plain data: the nodes of tree t are nodes[roots[t]] to nodes[roots[t + 1] - 1], its root
/// first. Immutable use is thread-safe.
struct TreeEnsemble {
  std::vector<TreeNode> nodes;
  std::vector<std::size_t> roots; ///< one per tree, rising
  FilledColumns filled = {};      ///< a presence is a column behind all features
  ClassEncoding classes = {};     ///< columns whose codes other numbers stand for; looked up once filled

  std::size_t treeCount() const { return roots.size(); }

  /// One past the last node of a tree.
  std::size_t endOf(std::size_t tree) const {
    return tree + 1 < roots.size() ? roots[tree + 1] : nodes.size();
  }

  /// Questions on the longest way from a root to a leaf.
  std::size_t depth() const;

  /// Whether the nodes are asked of rows as they are.
  bool takesRowsAsTheyAre() const { return !filled.takesMissing() && classes.empty(); }

  /// Rows as the nodes are asked of them: what stands for them in the place of missing values and of codes of
  /// classes. `rows`: count x columns, row-major; `to`: count x filled.given(columns).
  void give(const float* rows, std::size_t count, std::size_t columns, float* to) const;

  /// Adds to each sum the values of the leaves that a row reaches, tree by tree. `rows`: count x columns,
  /// row-major, no NaN, as give() makes them.
  void addLeaves(const float* rows, std::size_t count, std::size_t columns, double* sums) const;

  /// Throws std::invalid_argument unless every tree has a node, every way down ends in a leaf of the same
  /// tree, no two ways meet (there would be more ways than any time is enough for), all numbers are finite
  /// and features below `columns`.
  void check(std::size_t columns) const;
};

} // namespace prospectivity
