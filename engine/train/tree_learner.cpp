#include "engine/train/tree_learner.h"

#include "engine/core/error.h"
#include "engine/reference/tree_grower.h"
#include "engine/train/training_rows.h"

#include <utility>

namespace prospectivity {

TreeLearner::TreeLearner(TreeKind treeKind, int trees, ClassEncodingOptions classes)
    : mTreeKind(treeKind), mTrees(trees), mClasses(std::move(classes)) {
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
  SampleTable all = table.rows(part.fitRows);
  all.append(table.rows(part.syntheticRows));
  const ClassEncoder classes(mClasses, table, part.fitRows, Random(seed));
  GrownTrees grown =
      treeGrower().grow(classes.fitted(all).cast<float>(), all.labels, {mTreeKind, mTrees, seed}, progress);
  grown.trees.classes = classes.ofColumns();
  auto model = std::make_shared<TreeModel>(mTreeKind);
  model->features = table.features;
  model->members.push_back(std::move(grown.trees));
  part.model = std::move(model);
  return part;
}

std::unique_ptr<Learner> TreeLearner::withoutStopping(const std::vector<FitHistory>&) const {
  return nullptr;
}

std::unique_ptr<Model> TreeLearner::join(const std::vector<std::string>& features,
                                         const std::vector<std::shared_ptr<const Model>>& models) const {
  auto joined = std::make_unique<TreeModel>(mTreeKind);
  joined->features = features;
  for (const std::shared_ptr<const Model>& model : models) {
    const auto& members = dynamic_cast<const TreeModel&>(*model).members;
    joined->members.insert(joined->members.end(), members.begin(), members.end());
  }
  return joined;
}

} // namespace prospectivity
