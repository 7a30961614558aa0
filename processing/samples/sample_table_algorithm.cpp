#include "processing/samples/sample_table_algorithm.h"

#include "engine/core/error.h"
#include "engine/samples/column_kinds.h"
#include "engine/samples/missing_layers.h"
#include "processing/frame/held_lines.h"
#include "processing/frame/shared_parameters.h"
#include "processing/layers/field_names.h"
#include "processing/layers/sample_layer.h"
#include "processing/layers/sample_sets.h"
#include "processing/samples/incomplete_places.h"

#include <qgsprocessingparameters.h>
#include <qgsprocessingutils.h>

namespace prospectivity {

namespace {

const QString inputName = QStringLiteral("INPUT");
const QString labelName = QStringLiteral("LABEL_FIELD");
const QString featuresName = QStringLiteral("FEATURES");

} // namespace

SampleTableAlgorithm::SampleTableAlgorithm() = default;
SampleTableAlgorithm::~SampleTableAlgorithm() = default;

void SampleTableAlgorithm::addSampleParameters() {
  addLabelledSamples(inputName);
  addAdvancedParameter(setParameter());
  addAdvancedParameter(missingParameter());
  addAdvancedParameter(minPresentParameter());
}

void SampleTableAlgorithm::prepare(const QVariantMap& parameters, QgsProcessingContext& context,
                                   QgsProcessingFeedback*) {
  mSource.reset(parameterAsSource(parameters, inputName, context));
  if (!mSource)
    throw Error("INPUT: the layer cannot be opened; check the path or choose a layer of samples.");
}

SampleTable SampleTableAlgorithm::samples(const QVariantMap& parameters, QgsProcessingContext& context,
                                          const Progress& told) const {
  // Whoever reads three lines of the log must have read what may make all figures wrong.
  HeldLines held(told);
  const Progress& progress = held.progress();
  SampleReading reading;
  reading.minPresent = neededShare(static_cast<IncompletePlaces>(chosen(parameters, missingName, context)),
                                   parameterAsDouble(parameters, minPresentName, context));
  SampleTable table =
      samplesOfSet(readSamples(*mSource, inputName, parameterAsString(parameters, labelName, context),
                               fieldNames(*this, parameters, featuresName, context), progress, reading),
                   parameterAsInt(parameters, setName, context), inputName, true);
  if (const std::optional<Sentence> account = MissingLayers(table).account())
    progress.message(*account);
  for (const Sentence& question : questionsOfTellingFeatures(table))
    told.warning({"%1: %2", inputName.toStdString(), question});
  return table;
}

std::vector<std::string> SampleTableAlgorithm::questionsOf(const SampleTable& table) const {
  std::vector<std::string> questions;
  for (const Sentence& question : questionsOfTellingFeatures(table))
    questions.push_back(inWords(question));
  return questions;
}

} // namespace prospectivity
