#include "engine/train/weights_of_evidence_learner.h"

#include "engine/core/error.h"
#include "engine/core/feature_layers.h"
#include "engine/reference/weights_of_evidence_model.h"
#include "engine/samples/class_columns.h"
#include "engine/samples/missing_values.h"
#include "engine/train/joined_members.h"
#include "engine/train/training_rows.h"
#include "engine/train/weights_of_evidence_report.h"

#include <utility>

namespace prospectivity {

namespace {

/// Which columns hold codes of classes: those that every learner takes for classes (classColumns()), unless
/// they are said to be measured or to be one class of a layer.
std::vector<bool> codedColumns(const SampleTable& table) {
  std::vector<bool> coded(static_cast<std::size_t>(table.values.cols()), false);
  for (const std::vector<int>& columns : classColumns(table)) {
    const auto column = static_cast<std::size_t>(columns.front());
    const FeatureDescription described =
        table.descriptions.empty() ? FeatureDescription() : table.descriptions[column];
    coded[column] = columns.size() == 1 && described.kind != FeatureKind::Quantity &&
                    described.kind != FeatureKind::Indicator &&
                    layerOfClass(table.features[column], described).empty();
  }
  return coded;
}

/// Which columns are one class of a layer that has a column for each of its classes.
std::vector<bool> columnsOfClasses(const SampleTable& table) {
  std::vector<bool> result(static_cast<std::size_t>(table.values.cols()), false);
  for (const std::vector<int>& columns : classColumns(table))
    if (columns.size() > 1)
      for (const int column : columns)
        result[static_cast<std::size_t>(column)] = true;
  return result;
}

} // namespace

WeightsOfEvidenceLearner::WeightsOfEvidenceLearner(int classesPerLayer, MissingEvidence missing)
    : mClassesPerLayer(classesPerLayer), mMissing(missing) {
  if (classesPerLayer < 2 || classesPerLayer > mostClasses)
    throw Error("%1 must be from 2 to %2: choose a number such as 5.", Subject::ClassesPerLayer, mostClasses);
}

const ModelKind& WeightsOfEvidenceLearner::kind() const {
  return WeightsOfEvidenceModel::weightsOfEvidence();
}

TrainedPart WeightsOfEvidenceLearner::fit(const SampleTable& table, const std::vector<std::size_t>& training,
                                          std::uint64_t, const Progress&) const {
  TrainedPart part;
  part.fitRows = observedRowsOf(table, training);
  part.syntheticRows = syntheticRowsOf(table, training, part.fitRows);
  if (mMissing == MissingEvidence::Exclude)
    requireComplete(table, training);
  SampleTable all = table.rows(part.fitRows);
  all.append(table.rows(part.syntheticRows));
  auto model = std::make_shared<WeightsOfEvidenceModel>();
  model->features = table.features;
  model->members.push_back(EvidenceWeights::fit(all.values.cast<float>(), all.labels, codedColumns(table),
                                                mClassesPerLayer, columnsOfClasses(all)));
  model->members.back().takesMissing = mMissing != MissingEvidence::Exclude;
  part.model = std::move(model);
  return part;
}

void WeightsOfEvidenceLearner::addToReport(Report& report, const SampleTable& samples,
                                           const Model& model) const {
  addEvidenceWeights(report, samples, dynamic_cast<const WeightsOfEvidenceModel&>(model));
}

std::unique_ptr<Model>
WeightsOfEvidenceLearner::join(const std::vector<std::string>& features,
                               const std::vector<std::shared_ptr<const Model>>& models) const {
  return joinedMembers(std::make_unique<WeightsOfEvidenceModel>(), features, models);
}

} // namespace prospectivity
