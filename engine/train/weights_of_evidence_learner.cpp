#include "engine/train/weights_of_evidence_learner.h"

#include "engine/core/error.h"
#include "engine/reference/weights_of_evidence_model.h"
#include "engine/samples/missing_values.h"
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
  model->members.push_back(
      EvidenceWeights::fit(all.values.cast<float>(), all.labels, codedColumns(table), mClassesPerLayer));
  model->members.back().takesMissing = mMissing != MissingEvidence::Exclude;
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
