#include "engine/train/weights_of_evidence_learner.h"

#include "engine/core/error.h"
#include "engine/reference/weights_of_evidence_model.h"
#include "engine/samples/class_columns.h"
#include "engine/train/training_rows.h"

#include <utility>

namespace prospectivity {

namespace {

/// Which columns hold codes of classes; the columns of windows are described layer by layer.
std::vector<bool> codedColumns(const SampleTable& table) {
  const auto columns = static_cast<std::size_t>(table.values.cols());
  std::vector<bool> coded(columns, false);
  const std::size_t layers = table.descriptions.size();
  if (layers > 0 && columns % layers == 0)
    for (std::size_t column = 0; column < columns; ++column)
      coded[column] = table.descriptions[column / (columns / layers)].kind == FeatureKind::Codes;
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

WeightsOfEvidenceLearner::WeightsOfEvidenceLearner(int classesPerLayer) : mClassesPerLayer(classesPerLayer) {
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
  SampleTable all = table.rows(part.fitRows);
  all.append(table.rows(part.syntheticRows));
  auto model = std::make_shared<WeightsOfEvidenceModel>();
  model->features = table.features;
  model->members.push_back(EvidenceWeights::fit(all.values.cast<float>(), all.labels, codedColumns(table),
                                                mClassesPerLayer, columnsOfClasses(all)));
  part.model = std::move(model);
  return part;
}

std::unique_ptr<Learner> WeightsOfEvidenceLearner::withoutStopping(const std::vector<FitHistory>&) const {
  return nullptr;
}

std::unique_ptr<Model>
WeightsOfEvidenceLearner::join(const std::vector<std::string>& features,
                               const std::vector<std::shared_ptr<const Model>>& models) const {
  auto joined = std::make_unique<WeightsOfEvidenceModel>();
  joined->features = features;
  for (const std::shared_ptr<const Model>& model : models) {
    const auto& members = dynamic_cast<const WeightsOfEvidenceModel&>(*model).members;
    joined->members.insert(joined->members.end(), members.begin(), members.end());
  }
  return joined;
}

} // namespace prospectivity
