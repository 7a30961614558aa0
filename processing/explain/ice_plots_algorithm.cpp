#include "processing/explain/ice_plots_algorithm.h"

#include "engine/core/error.h"
#include "engine/core/name_list.h"
#include "engine/explain/member_agreement.h"
#include "engine/explain/missing_features.h"
#include "engine/explain/shapley_summary.h"
#include "processing/explain/ice_tables.h"
#include "processing/frame/choice_parameter.h"
#include "processing/frame/given_parameters.h"
#include "processing/frame/help_text.h"
#include "processing/frame/name_lists.h"
#include "processing/frame/number_parameter.h"
#include "processing/layers/field_names.h"
#include "processing/releases/enumerations.h"
#include "processing/releases/parameters.h"

#include <qgsprocessingcontext.h>
#include <qgsprocessingfeedback.h>
#include <qgsprocessingparameters.h>
#include <qgsprocessingutils.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <optional>
#include <string>
#include <vector>

namespace prospectivity {

namespace {

constexpr int pairGridPoints = 16;

/// Position of a feature of the model; throws Error naming the parameter and what there is to choose from.
std::size_t featureIndex(const Model& model, const QString& name, const char* parameter) {
  if (const std::optional<std::size_t> place = placeOfName(name.toStdString(), model.features))
    return *place;
  std::string known;
  for (const std::string& feature : model.features)
    known += (known.empty() ? "'" : ", '") + feature + "'";
  throw Error("%1: the model has no feature '%2'; choose among %3.", parameter, name.toStdString(), known);
}

/// A feature's values; of those that are one to the model, which reads them in single precision, the first,
/// so that no two edges of bins are one to it and all are values of samples.
std::vector<double> valuesAsRead(const ModelSamples& input, std::size_t feature) {
  std::map<float, double> first;
  std::vector<double> values;
  for (const double value : input.table.values.col(static_cast<Eigen::Index>(feature)))
    values.push_back(std::isnan(value) ? value
                                       : first.emplace(static_cast<float>(value), value).first->second);
  return values;
}

/// Adds the accumulated local effects of the features that have some, and says which have none.
void addEffects(IceResults& results, const LogitCurves& curves, const ModelSamples& input,
                const std::vector<std::size_t>& features, const IceOptions& options,
                const Progress& progress) {
  const double share = 1 / static_cast<double>(features.size());
  for (std::size_t i = 0; i < features.size(); ++i) {
    if (!hasLocalEffects(results, features[i])) {
      results.withoutOrder.insert(features[i]);
      continue;
    }
    const std::vector<double> values = valuesAsRead(input, features[i]);
    const std::vector<double> edges = effectEdges(values, options.gridPoints - 1);
    if (edges.size() < 3) {
      results.withoutBins.insert(features[i]);
      continue;
    }
    results.effects.push_back(
        accumulateEffects(curves, input.inputs, values, features[i], edges, options,
                          progress.part(share * static_cast<double>(i), share * static_cast<double>(i + 1))));
  }
  if (!results.withoutOrder.empty())
    progress.message({"Classes have no order, so that there are no accumulated local effects of %1.",
                      listed(namesWithoutOrder(results))});
  std::vector<std::string> names;
  for (const std::size_t feature : results.withoutBins)
    names.push_back(results.samples.features[feature]);
  if (!names.empty())
    progress.message(
        {"There are fewer than two bins of five samples (at most GRID_POINTS - 1), so that there "
         "are no accumulated local effects of %1.",
         listed(names)});
}

} // namespace

QStringList IcePlotsAlgorithm::tags() const {
  return {QStringLiteral("ice"),
          QStringLiteral("pdp"),
          QStringLiteral("explain"),
          QStringLiteral("partial dependence"),
          QStringLiteral("curves"),
          QStringLiteral("individual conditional expectation"),
          QStringLiteral("d-ice"),
          QStringLiteral("ale"),
          QStringLiteral("accumulated local effects")};
}

QString IcePlotsAlgorithm::shortDescription() const {
  return toolWords("Draws how the prediction of each sample follows one feature at a time.");
}

QString IcePlotsAlgorithm::shortHelpString() const {
  return helpText(R"(
Varies one feature of every sample while the others stay and follows the prediction: individual conditional
expectation (ICE), the same from zero (c-ICE), its derivative (d-ICE), and the mean of all samples and of each
class (partial dependence, PDP). Accumulated local effects (ALE) keep to values that occur together.

Samples: one numeric field per feature, in the units the model was trained on; a label (1 deposit, 0
non-deposit) tells the classes. Rows with an empty value are left out and counted, unless the model takes
missing values. For a windowed network choose the evidence stack too.

By default all features, at 50 points between their 5 % and 95 % quantiles. At most 200 curves are drawn.
)");
}

void IcePlotsAlgorithm::initAlgorithm(const QVariantMap&) {
  addModelParameter(QStringLiteral("MODEL"), QStringLiteral("Model"));
  addSampleParameters();
  addParameter(new QgsProcessingParameterField(
      QStringLiteral("FEATURES"),
      QStringLiteral("Features (none chosen: all of the model; as text: separated by semicolons, a name with "
                     "one as \"a;b\")"),
      QVariant(), QStringLiteral("SAMPLES"), Qgis::ProcessingFieldParameterDataType::Any, true,
      true)); // a CSV has texts alone
  addAdvancedParameter(new NumberParameter(QStringLiteral("GRID_POINTS"),
                                           QStringLiteral("Curves: grid points"),
                                           Qgis::ProcessingNumberParameterType::Integer, 50, false, 2));
  addParameter(new QgsProcessingParameterBoolean(QStringLiteral("CENTERED"),
                                                 QStringLiteral("Draw centred curves (c-ICE)"), false));
  addAdvancedParameter(
      new QgsProcessingParameterNumber(QStringLiteral("MAX_CURVES"), QStringLiteral("Curves: kept at most"),
                                       Qgis::ProcessingNumberParameterType::Integer, 200, false, 1));
  addParameter(new ChoiceParameter(QStringLiteral("OUTPUT_SPACE"), QStringLiteral("Output space"),
                                   outputSpaceChoices(), 1));
  addAdvancedParameter(
      new ChoiceParameter(QStringLiteral("GRID"), QStringLiteral("Curves: grid"), gridChoices(), 0));
  addAdvancedParameter(new QgsProcessingParameterString(
      QStringLiteral("COLOR_BY"), QStringLiteral("Curves: colour them by this feature (default: by class)"),
      QVariant(), false, true));
  addAdvancedParameter(asNameList(
      new QgsProcessingParameterString(
          QStringLiteral("PAIRS"), QStringLiteral("Curves: dependence on two features, such as 'W,Sn; W,Bi'"),
          QVariant(), false, true),
      ';'));
  addParameter(new QgsProcessingParameterFeatureSink(QStringLiteral("CURVES"), QStringLiteral("Curves"),
                                                     Qgis::ProcessingSourceType::Vector, QVariant(), true));
  addParameter(new QgsProcessingParameterFeatureSink(QStringLiteral("PDP"),
                                                     QStringLiteral("Partial dependence"),
                                                     Qgis::ProcessingSourceType::Vector, QVariant(), true));
  addParameter(new QgsProcessingParameterFeatureSink(
      QStringLiteral("PAIR_PDP"), QStringLiteral("Two-feature partial dependence"),
      Qgis::ProcessingSourceType::Vector, QVariant(), true, false));
  addParameter(new QgsProcessingParameterFeatureSink(
      QStringLiteral("ALE"), QStringLiteral("Accumulated local effects"), Qgis::ProcessingSourceType::Vector,
      QVariant(), true, false));
  addReportParameter(QStringLiteral("Report of the ICE and PDP plots"));
}

IceResults IcePlotsAlgorithm::compute(const QVariantMap& parameters, QgsProcessingContext& context,
                                      const Model& model, const Progress& progress) const {
  IceOptions options;
  options.gridPoints = parameterAsInt(parameters, QStringLiteral("GRID_POINTS"), context);
  options.grid = static_cast<GridKind>(chosen(parameters, QStringLiteral("GRID"), context));
  options.space = static_cast<OutputSpace>(chosen(parameters, QStringLiteral("OUTPUT_SPACE"), context));
  options.mostCurves =
      static_cast<std::size_t>(parameterAsInt(parameters, QStringLiteral("MAX_CURVES"), context));
  std::vector<std::size_t> features;
  for (const QString& name : fieldNames(*this, parameters, QStringLiteral("FEATURES"), context))
    features.push_back(featureIndex(model, name, "FEATURES"));
  QString colorBy = parameterAsString(parameters, QStringLiteral("COLOR_BY"), context).trimmed();
  if (std::find(model.features.begin(), model.features.end(), colorBy.toStdString()) == model.features.end())
    colorBy = QString::fromStdString(nameIn(colorBy.toStdString())); // with the marks of a list
  IceResults results;
  if (!colorBy.isEmpty())
    results.colorBy = static_cast<std::ptrdiff_t>(featureIndex(model, colorBy, "COLOR_BY"));
  for (const std::string& text :
       partsOf(parameterAsString(parameters, QStringLiteral("PAIRS"), context).toStdString(), ';', "PAIRS")) {
    const std::vector<std::string> names = namesIn(text, ',', "PAIRS");
    if (names.size() != 2)
      throw Error("PAIRS: '%1' is no pair of features; write pairs such as 'W,Sn; W,Bi'.", text);
    PairDependence pair;
    pair.a = featureIndex(model, QString::fromStdString(names[0]), "PAIRS");
    pair.b = featureIndex(model, QString::fromStdString(names[1]), "PAIRS");
    results.pairs.push_back(pair);
  }

  const ModelSamples input = samples(model, parameters, context, progress);
  results.samples = input.table;
  results.samples.descriptions = model.descriptions; // the values are as the model learnt them
  for (std::size_t feature = 0; feature < model.features.size(); ++feature)
    if (!model.classes(feature).codes.empty())
      results.classes.insert(feature);
  results.hasLabels = input.hasLabels;
  results.space = options.space;
  results.isCentered = parameterAsBoolean(parameters, QStringLiteral("CENTERED"), context);
  const std::size_t players = model.features.size();
  if (features.empty()) {
    features.resize(players);
    std::iota(features.begin(), features.end(), std::size_t{0});
  }
  const std::unique_ptr<LogitCurves> curves = model.memberCurves();
  const auto grid = [&](std::size_t feature, const IceOptions& how) {
    return featureGrid(model, feature, input.table.values.col(static_cast<Eigen::Index>(feature)), how);
  };
  const auto isUnknown = [&](std::size_t feature) { return grid(feature, options).empty(); };
  for (const PairDependence& pair : results.pairs)
    for (const std::size_t feature : {pair.a, pair.b})
      if (isUnknown(feature))
        throw Error("PAIRS: no sample has a value of the feature '%1', so that there is nothing to vary it "
                    "over; choose another feature.",
                    model.features[feature]);
  for (const std::size_t feature : features)
    if (isUnknown(feature))
      progress.warning(
          {"SAMPLES: no sample has a value of the feature '%1'; it has no curves.", model.features[feature]});
  features.erase(std::remove_if(features.begin(), features.end(), isUnknown), features.end());
  if (features.empty())
    throw Error("FEATURES: no sample has a value of any of them, so that there is nothing to vary them over; "
                "choose other features or samples.");
  const std::vector<bool> hasHoles = featuresWithHoles(model, input.inputs);
  const bool tellsEffects =
      isGiven(parameters, QStringLiteral("ALE")) || isGiven(parameters, QStringLiteral("REPORT"));
  const double curvesEnd = tellsEffects ? 0.5 : 0.9; // effects take about as long
  for (std::size_t i = 0; i < features.size(); ++i) {
    const double share = curvesEnd / static_cast<double>(features.size());
    std::vector<double> points = grid(features[i], options);
    if (hasHoles[features[i]])
      points.push_back(std::numeric_limits<double>::quiet_NaN());
    results.curves.push_back(
        varyFeature(*curves, input.inputs, input.table.labels, features[i], points, options,
                    progress.part(share * static_cast<double>(i), share * static_cast<double>(i + 1))));
  }

  if (tellsEffects)
    addEffects(results, *curves, input, features, options, progress.part(curvesEnd, 0.9));

  if (results.pairs.empty() && results.curves.size() > 1) {
    std::vector<double> ranges;
    ranges.reserve(results.curves.size());
    for (const FeatureCurves& feature : results.curves)
      ranges.push_back(dependenceRange(feature));
    const std::vector<std::size_t> order = ranking(ranges);
    PairDependence pair;
    pair.a = results.curves[order[0]].feature;
    pair.b = results.curves[order[1]].feature;
    results.pairs.push_back(pair);
  }
  IceOptions coarse = options;
  coarse.gridPoints = std::min(pairGridPoints, options.gridPoints);
  for (PairDependence& pair : results.pairs) {
    pair.gridA = grid(pair.a, coarse);
    pair.gridB = grid(pair.b, coarse);
    pair.mean = varyPair(*curves, input.inputs, pair.a, pair.gridA, pair.b, pair.gridB, coarse, progress);
  }
  return results;
}

QVariantMap IcePlotsAlgorithm::run(const QVariantMap& parameters, QgsProcessingContext& context,
                                   QgsProcessingFeedback*, const Progress& progress) {
  nameLayer(QStringLiteral("CURVES"), inLanguage(Words::Layers, QStringLiteral("ICE curves")));
  const std::unique_ptr<const Model> opened =
      ExplainAlgorithm::model(QStringLiteral("MODEL"), parameters, context);
  const Model& model = *opened;
  const IceResults results = compute(parameters, context, model, progress);
  RunOutputs outputs = outputsOf(parameters, context, progress);
  outputs.table(QStringLiteral("CURVES"), curveFields(results),
                [&](QgsFeatureSink& sink) { return writeCurves(results, sink, progress); });
  outputs.table(QStringLiteral("PDP"), dependenceFields(results),
                [&](QgsFeatureSink& sink) { return writeDependence(results, sink); });
  outputs.table(QStringLiteral("PAIR_PDP"), pairFields(),
                [&](QgsFeatureSink& sink) { return writePairs(results, sink); });
  outputs.table(QStringLiteral("ALE"), effectFields(results),
                [&](QgsFeatureSink& sink) { return writeEffects(results, sink); });
  writeReport(outputs, model, [&] { return iceReport(results); });
  return outputs.results();
}

} // namespace prospectivity
