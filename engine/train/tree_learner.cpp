#include "engine/train/tree_learner.h"

#include "engine/core/error.h"
#include "engine/reference/tree_grower.h"
#include "engine/samples/missing_values.h"
#include "engine/train/filled_rows.h"
#include "engine/train/joined_members.h"
#include "engine/train/training_rows.h"

#include <cstdint>
#include <utility>
#include <vector>

namespace prospectivity {

namespace {

/// The columns of rows given to a model that trees are grown on: the features, and the presence of those that
/// some row lacks.
std::vector<Eigen::Index> columnsThatVary(const FloatMatrix& given, Eigen::Index features) {
  std::vector<Eigen::Index> columns;
  for (Eigen::Index column = 0; column < given.cols(); ++column)
    if (column < features || (given.col(column).array() == 0).any())
      columns.push_back(column);
  return columns;
}

} // namespace

TreeLearner::TreeLearner(TreeKind treeKind, int trees, MissingEvidence missing, ClassEncodingOptions classes,
                         int window)
    : mTreeKind(treeKind), mTrees(trees), mMissing(missing), mClasses(std::move(classes)), mWindow(window) {
  if (trees < 1 || trees > mostTrees)
    throw Error("%1 must be from 1 to %2: choose a number such as 500.", Subject::Trees, mostTrees);
}

TrainedPart TreeLearner::fit(const SampleTable& table, const std::vector<std::size_t>& training,
                             std::uint64_t seed, const Progress& progress) const {
  if (mTreeKind == TreeKind::Forest && table.values.cols() < 2)
    throw Error("%1: a random forest needs two features or more, since each split chooses among some of them "
                "by chance; add a feature, or choose another reference model.",
                Subject::Features);
  TrainedPart part;
  part.fitRows = observedRowsOf(table, training);
  part.syntheticRows = syntheticRowsOf(table, training, part.fitRows);
  if (mMissing == MissingEvidence::Exclude)
    requireComplete(table, training);
  SampleTable all = table.rows(part.fitRows);
  const ClassEncoder classes(mClasses, table, part.fitRows, Random(seed));
  const FilledColumns filled = filledColumnsOf(all, mWindow, mMissing, classes);
  all.append(table.rows(part.syntheticRows));
  const FloatMatrix given = givenRows(filled, classes, all);
  const std::vector<Eigen::Index> columns = columnsThatVary(given, all.values.cols());
  FloatMatrix rows(given.rows(), static_cast<Eigen::Index>(columns.size()));
  for (std::size_t j = 0; j < columns.size(); ++j)
    rows.col(static_cast<Eigen::Index>(j)) = given.col(columns[j]);
  GrownTrees grown = treeGrower().grow(rows, all.labels, {mTreeKind, mTrees, seed}, progress);
  for (TreeNode& node : grown.trees.nodes)
    node.feature = static_cast<std::int32_t>(columns[static_cast<std::size_t>(node.feature)]);
  grown.trees.filled = filled;
  grown.trees.classes = classes.ofColumns();
  auto model = std::make_shared<TreeModel>(mTreeKind);
  model->features = table.features;
  model->members.push_back(std::move(grown.trees));
  part.model = std::move(model);
  return part;
}

std::unique_ptr<Model> TreeLearner::join(const std::vector<std::string>& features,
                                         const std::vector<std::shared_ptr<const Model>>& models) const {
  return joinedMembers(std::make_unique<TreeModel>(mTreeKind), features, models);
}

} // namespace prospectivity
