#include "engine/train/logistic_learner.h"

#include "engine/reference/logistic_model.h"
#include "engine/samples/missing_values.h"
#include "engine/train/filled_rows.h"
#include "engine/train/joined_members.h"
#include "engine/train/training_rows.h"

namespace prospectivity {

const ModelKind& LogisticLearner::kind() const {
  return LogisticModel::logisticRegressions();
}

TrainedPart LogisticLearner::fit(const SampleTable& table, const std::vector<std::size_t>& training,
                                 std::uint64_t seed, const Progress& progress) const {
  TrainedPart part;
  part.fitRows = observedRowsOf(table, training);
  part.syntheticRows = syntheticRowsOf(table, training, part.fitRows);
  if (mMissing == MissingEvidence::Exclude)
    requireComplete(table, training);
  SampleTable all = table.rows(part.fitRows);
  const ClassEncoder classes(mClasses, table, part.fitRows, Random(seed));
  LogisticMember member;
  member.scaling = Scaling::fit(mScaling, classes.fitted(all));
  member.filled = filledColumnsOf(all, mWindow, mMissing, classes);
  all.append(table.rows(part.syntheticRows));
  const FloatMatrix given = givenRows(member.filled, classes, all);
  const Eigen::Index features = all.values.cols();
  Matrix rows(given.rows(), given.cols());
  rows.leftCols(features) = member.scaling.apply(given.leftCols(features).cast<double>()).cast<double>();
  rows.rightCols(given.cols() - features) = given.rightCols(given.cols() - features).cast<double>();
  member.regression = LogisticRegression::fit(rows, all.labels, 1, progress);
  if (member.filled.hasPresence)
    member.presence = member.regression.weights.tail(features);
  member.regression.weights.conservativeResize(features);
  member.scaling.classes = classes.ofColumns();
  auto model = std::make_shared<LogisticModel>();
  model->features = table.features;
  model->members.push_back(std::move(member));
  part.model = std::move(model);
  return part;
}

std::unique_ptr<Model> LogisticLearner::join(const std::vector<std::string>& features,
                                             const std::vector<std::shared_ptr<const Model>>& models) const {
  return joinedMembers(std::make_unique<LogisticModel>(), features, models);
}

} // namespace prospectivity
