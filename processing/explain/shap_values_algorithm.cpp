#include "processing/explain/shap_values_algorithm.h"

#include "engine/core/duration.h"
#include "engine/core/error.h"
#include "engine/core/parallel.h"
#include "engine/explain/explain_model.h"
#include "engine/explain/member_spread.h"
#include "engine/explain/shapley_report.h"
#include "engine/explain/shapley_summary.h"
#include "processing/frame/choice_parameter.h"
#include "processing/frame/given_parameters.h"
#include "processing/frame/help_text.h"
#include "processing/layers/sample_layer.h"
#include "processing/outputs/destination.h"
#include "processing/outputs/feature_output.h"
#include "processing/outputs/style.h"
#include "processing/outputs/tables.h"
#include "processing/releases/enumerations.h"
#include "processing/releases/fields.h"

#include <qgsfeature.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingfeedback.h>
#include <qgsprocessingparameters.h>
#include <qgsprocessingutils.h>

#include <cmath>
#include <functional>
#include <optional>

namespace prospectivity {

namespace {

const QString interactionsName = QStringLiteral("INTERACTIONS");

/// shap_sd_<feature>; with features such as 'dem' and 'sd_dem' that name may be taken.
QString spreadField(const QString& player, const QgsFields& taken) {
  QString name = QStringLiteral("shap_sd_") + player;
  while (taken.lookupField(name) >= 0)
    name += QStringLiteral("_members");
  return name;
}

QgsFields extraFields(const LayerPlayers& players, bool isSampled, bool hasMembers) {
  QgsFields fields;
  for (const std::string& player : players.names)
    fields.append(makeField(QStringLiteral("shap_") + QString::fromStdString(player), QMetaType::Double));
  for (const char* name : {"base_value", "prediction", "residual"})
    fields.append(makeField(QString::fromLatin1(name), QMetaType::Double));
  fields.append(makeField(QStringLiteral("driver"), QMetaType::QString));
  if (isSampled)
    for (const std::string& player : players.names)
      fields.append(makeField(QStringLiteral("se_") + QString::fromStdString(player), QMetaType::Double));
  if (hasMembers)
    for (const std::string& player : players.names)
      fields.append(makeField(spreadField(QString::fromStdString(player), fields), QMetaType::Double));
  return fields;
}

/// Whether all columns find room in OUTPUT. Standard errors come with permutations alone: which way it will
/// be is asked only where it matters, because the answer takes some work.
void checkRoom(const QVariant& output, const std::function<int(bool)>& columns,
               const std::function<bool()>& isSampled) {
  const QString name = QStringLiteral("OUTPUT");
  checkColumns(name, output, columns(false));
  if (columns(true) > columnsAllowed(output) && isSampled())
    checkColumns(name, output, columns(true));
}

/// Interactions are exact or not at all: refuses a table of them where values will be sampled.
void checkInteractions(const Model& model, const FloatMatrix& background, const LayerPlayers& players,
                       const ShapleyOptions& options) {
  if (options.method == ShapleyMethod::Permutation)
    throw Error(
        "INTERACTIONS: interactions are computed exactly or not at all; choose METHOD auto or exact, or "
        "leave out this output.");
  const std::optional<OutputSpace> space = exactSpace(model, background, players, options.space);
  if (space == options.space)
    return;
  if (space)
    throw Error(
        "INTERACTIONS: exact interactions of %1 layers are out of reach for this model in this output space; "
        "choose OUTPUT_SPACE %2, a model of at most %3 layers, or leave out this output.",
        players.names.size(), outputSpaceChoices()[static_cast<std::size_t>(*space)].id,
        CoalitionGame::coalitionLimit);
  throw Error(
      "INTERACTIONS: exact interactions of %1 layers are out of reach for this model in this output space; "
      "choose a model of at most %2 layers, or leave out this output.",
      players.names.size(), CoalitionGame::coalitionLimit);
}

/// Says how many rows the table of interactions may have, before they are computed; refuses a layer in memory
/// that would take some gigabytes, in which QGIS would come to its end.
void checkInteractionRows(const QVariant& destination, std::size_t samples, std::size_t players,
                          const Progress& progress) {
  constexpr std::size_t mostInMemory = 3000000;
  const std::size_t rows = samples * players * players;
  if (rows > mostInMemory && isInMemory(destination))
    throw Error(
        "INTERACTIONS: the table may have %1 rows, too many for a temporary layer; choose a file such "
        "as interactions.gpkg, or fewer samples.",
        rows);
  progress.message(
      {"INTERACTIONS may have %1 rows: one for each two layers of each sample that meet in the model.",
       rows});
}

QgsFields interactionFields() {
  return tableFields({{"sample_id", QMetaType::LongLong},
                      {"layer_1", QMetaType::QString},
                      {"layer_2", QMetaType::QString},
                      {"interaction", QMetaType::Double}});
}

/// A row for each cell of each sample's matrix; pairs that do not meet in the model, whose interaction is
/// exactly zero, are left out.
long long writeInteractions(const SampleTable& samples, const LayerPlayers& players,
                            const ShapleyInteractions& interactions, QgsFeatureSink& sink,
                            const Progress& progress) {
  const QgsFields fields = interactionFields();
  QVector<QString> names;
  for (const std::string& name : players.names)
    names.append(QString::fromStdString(name));
  const auto count = static_cast<std::size_t>(names.size());
  long long written = 0;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    progress.check();
    for (std::size_t one = 0; one < count; ++one)
      for (std::size_t other = 0; other < count; ++other) {
        const double value = interactions.at(i, one, other);
        if (value == 0 && one != other)
          continue;
        addRow(sink, fields,
               {static_cast<qlonglong>(samples.ids[i]), names[static_cast<int>(one)],
                names[static_cast<int>(other)], value});
        ++written;
      }
    progress.fraction(static_cast<double>(i + 1) / static_cast<double>(samples.size()));
  }
  return written;
}

void checkAdditivity(const ShapleyValues& values) {
  for (std::size_t i = 0; i < values.residual.size(); ++i)
    if (!addsUp(values.residual[i], values.prediction[i], values.baseValue))
      throw Error(
          "MODEL: the SHAP values of a sample do not add up to its prediction; a feature value is too "
          "far from what the model was trained on: check the units of SAMPLES and BACKGROUND.");
}

} // namespace

QStringList ShapValuesAlgorithm::tags() const {
  return {QStringLiteral("shap"),           QStringLiteral("shapley"),     QStringLiteral("explain"),
          QStringLiteral("interpretation"), QStringLiteral("attribution"), QStringLiteral("importance"),
          QStringLiteral("prospectivity")};
}

QString ShapValuesAlgorithm::shortDescription() const {
  return toolWords("Divides each sample's prediction among the evidence features.");
}

QString ShapValuesAlgorithm::shortHelpString() const {
  return helpText(R"(
Divides the difference between a sample's prediction and the average prediction over background samples
among the evidence features (interventional Shapley values).

Samples: one numeric field per feature, named alike and in the units the model was trained on; no label is
needed. Rows with an empty value are left out and counted, unless the model takes missing values. For a
windowed network choose the evidence stack too, in the CRS of the samples.

By default log-odds are explained, exactly wherever that is possible; sampled values carry their standard
error. Output: the samples with a field for each feature (shap_ and its name), base value, prediction,
residual (rounding only) and driver. Exact values also tell which pairs interact.
)");
}

void ShapValuesAlgorithm::initAlgorithm(const QVariantMap&) {
  addModelParameter(QStringLiteral("MODEL"), QStringLiteral("Model"));
  addSampleParameters();
  addBackgroundParameter();
  addParameter(
      new ChoiceParameter(QStringLiteral("METHOD"), QStringLiteral("Method"), shapleyMethodChoices(), 0));
  addParameter(new ChoiceParameter(QStringLiteral("OUTPUT_SPACE"), QStringLiteral("Output space"),
                                   outputSpaceChoices(), 0));
  addGroupClassesParameter();
  addAdvancedParameter(new QgsProcessingParameterNumber(
      QStringLiteral("STANDARD_ERROR"),
      QStringLiteral("Permutations: standard error to reach, as a share of a sample's sum of |SHAP|"),
      Qgis::ProcessingNumberParameterType::Double, 0.01, false, 0.0001, 1));
  addAdvancedParameter(new QgsProcessingParameterNumber(
      QStringLiteral("MAX_PERMUTATIONS"), QStringLiteral("Permutations: most of a sample"),
      Qgis::ProcessingNumberParameterType::Integer, 2000, false, 16));
  addSeedParameter();
  addParameter(
      new QgsProcessingParameterFeatureSink(QStringLiteral("OUTPUT"), QStringLiteral("SHAP values")));
  addParameter(new QgsProcessingParameterFeatureSink(
      interactionsName, QStringLiteral("Interactions of pairs of layers"), Qgis::ProcessingSourceType::Vector,
      QVariant(), true, false));
  addReportParameter(QStringLiteral("Report of the SHAP values"));
}

QVariantMap ShapValuesAlgorithm::run(const QVariantMap& parameters, QgsProcessingContext& context,
                                     QgsProcessingFeedback*, const Progress& progress) {
  const std::unique_ptr<const Model> opened =
      ExplainAlgorithm::model(QStringLiteral("MODEL"), parameters, context);
  const Model& model = *opened;
  const ModelSamples input = samples(model, parameters, context, progress);
  const FloatMatrix references = background(model, progress);

  ShapleyOptions options;
  options.method = static_cast<ShapleyMethod>(chosen(parameters, QStringLiteral("METHOD"), context));
  options.space = static_cast<OutputSpace>(chosen(parameters, QStringLiteral("OUTPUT_SPACE"), context));
  options.permutations.standardError =
      parameterAsDouble(parameters, QStringLiteral("STANDARD_ERROR"), context);
  options.permutations.maximum = parameterAsInt(parameters, QStringLiteral("MAX_PERMUTATIONS"), context);
  options.permutations.seed = seed(parameters, context);
  options.groupClasses = groupsClasses(parameters, context);
  options.tellsMembersApart = true;
  const bool hasMembers = model.memberCount() > 1;
  const LayerPlayers players = layerPlayers(model.features, options.groupClasses, model.descriptions);
  checkRoom(
      parameters.value(QStringLiteral("OUTPUT")),
      [&](bool isSampled) {
        return sampleFields(input.table, extraFields(players, isSampled, hasMembers)).count();
      },
      [&] { return !explainsExactly(*gameOf(model, references, players, options.space)(), options.method); });
  const bool givesInteractions = isGiven(parameters, interactionsName);
  if (givesInteractions)
    options.interactions = InteractionDetail::OfSamples;
  else if (isGiven(parameters, QStringLiteral("REPORT")))
    options.interactions = InteractionDetail::Summary;
  if (givesInteractions) {
    checkInteractions(model, references, players, options);
    checkInteractionRows(parameters.value(interactionsName), input.table.size(), players.names.size(),
                         progress);
  }
  // Samples report when they are done, as many at a time as there are threads.
  const double firstOnes = availableThreads() / static_cast<double>(input.table.size());
  const Progress explaining = tellingAhead(
      progress.part(0, 0.6), {"Explaining %1 samples", input.table.size()},
      "Fewer samples, fewer background samples, OUTPUT_SPACE logit, or, where values are sampled, "
      "a larger STANDARD_ERROR makes it shorter.",
      firstOnes);
  SampleTable asLearnt = input.table;
  asLearnt.descriptions = model.descriptions;
  ExplainedSamples explained{players.valuesOf(asLearnt),
                             explainModel(model, input.inputs, references, options, explaining),
                             options.space, input.hasLabels, players.classes};
  const ShapleyValues& values = explained.shapley;
  checkAdditivity(values);
  if (!values.permutations.empty())
    explained.exactSpace = exactSpace(model, references, players, options.space);
  progress.message({"%1 samples explained against %2 background samples, %3", input.table.size(),
                    references.rows(),
                    values.permutations.empty() ? Sentence("exactly.") : Sentence("by permutations.")});
  explained.presence =
      presenceShare(model, input.inputs, references, values.values, options, progress.part(0.6, 0.9));
  if (explained.presence) {
    const std::string line = sentenceOf(*explained.presence, players.names);
    if (explained.presence->share > muchPresence)
      progress.warning(line);
    else
      progress.message(line);
  }

  const SampleGeometry geometry = sampleGeometry(*source(), input.table);
  const QgsFields fields =
      sampleFields(input.table, extraFields(players, !values.permutations.empty(), hasMembers));
  const Matrix spread = spreadOfEach(values.ofMembers);
  RunOutputs outputs = outputsOf(parameters, context, progress);
  const QString output =
      outputs.layer(QStringLiteral("OUTPUT"), fields, geometry.type, geometry.crs, [&](QgsFeatureSink& sink) {
        const int label = fields.lookupField(QStringLiteral("label"));
        writeSamples(input.table, fields, sink, progress,
                     [&](std::size_t i, QgsFeature& feature, int column) {
                       const auto row = static_cast<Eigen::Index>(i);
                       if (!input.hasLabels)
                         feature.setAttribute(label, nullOf(QMetaType::Int));
                       for (Eigen::Index j = 0; j < values.values.cols(); ++j)
                         feature.setAttribute(column++, values.values(row, j));
                       feature.setAttribute(column++, values.baseValue);
                       feature.setAttribute(column++, values.prediction[i]);
                       feature.setAttribute(column++, values.residual[i]);
                       feature.setAttribute(
                           column++, QString::fromStdString(players.names[driverOf(values.values, row)]));
                       if (!values.permutations.empty())
                         for (Eigen::Index j = 0; j < values.standardErrors.cols(); ++j)
                           feature.setAttribute(column++, values.standardErrors(row, j));
                       for (Eigen::Index j = 0; j < spread.cols(); ++j)
                         feature.setAttribute(column++, spread(row, j));
                     });
        return static_cast<long long>(input.table.size());
      });
  outputs.table(interactionsName, interactionFields(), [&](QgsFeatureSink& sink) {
    return writeInteractions(input.table, players, *values.interactions, sink, progress.part(0.9, 1));
  });
  placeLayer(QStringLiteral("OUTPUT"), LayerPlace::Points);
  nameLayer(QStringLiteral("OUTPUT"),
            inLanguage(Words::Layers, QStringLiteral("Why: samples by their strongest layer")));
  QStringList byImportance;
  for (const std::size_t player : ranking(meanAbsolute(values.values)))
    byImportance.append(QString::fromStdString(players.names[player]));
  // By its place: a feature called "driver" gives the field another name.
  const int driver = sampleFields(input.table).count() + static_cast<int>(players.names.size()) + 3;
  styleDriverPoints(context, output, fields.at(driver).name(), byImportance);

  writeReport(outputs, model, [&] { return shapleyReport(explained); });
  return outputs.results();
}

} // namespace prospectivity
