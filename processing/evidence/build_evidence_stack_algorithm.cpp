#include "processing/evidence/build_evidence_stack_algorithm.h"

#include "engine/core/error.h"
#include "engine/core/name_list.h"
#include "engine/core/whole_file.h"
#include "engine/raster/gdal_raster.h"
#include "engine/raster/gdal_session.h"
#include "engine/raster/gdal_sink.h"
#include "processing/evidence/grid_parameters.h"
#include "processing/evidence/stack_results.h"
#include "processing/frame/choice_parameter.h"
#include "processing/frame/given_parameters.h"
#include "processing/frame/help_text.h"
#include "processing/frame/layer_text_parameter.h"
#include "processing/frame/number_parameter.h"
#include "processing/frame/shared_parameters.h"
#include "processing/layers/input_fingerprint.h"
#include "processing/layers/raster_layer.h"
#include "processing/outputs/style.h"
#include "processing/releases/enumerations.h"
#include "processing/releases/parameters.h"

#include <qgsprocessingparameters.h>

#include <map>
#include <memory>
#include <string>
#include <utility>

namespace prospectivity {

namespace {

const QString layersName = QStringLiteral("LAYERS");
const QString referenceName = QStringLiteral("REFERENCE");
const QString resamplingParameter = QStringLiteral("RESAMPLING");
const QString bandNamesName = QStringLiteral("BAND_NAMES");
const QString categoricalName = QStringLiteral("CATEGORICAL");
const QString oneHotName = QStringLiteral("ONE_HOT");
const QString minClassAreaName = QStringLiteral("MIN_CLASS_AREA");
const QString transformsName = QStringLiteral("TRANSFORMS");
const QString unitsName = QStringLiteral("UNITS");
const QString assumeCrsName = QStringLiteral("ASSUME_CRS");
const QString outputName = QStringLiteral("OUTPUT");
const QString reportName = QStringLiteral("REPORT");
const QString planOutputName = QStringLiteral("PLAN_OUTPUT");

} // namespace

QStringList BuildEvidenceStackAlgorithm::tags() const {
  return QStringLiteral(
             "stack,evidence,align,warp,resample,mask,one-hot,raster,geochemistry,geophysics,prospectivity")
      .split(QLatin1Char(','));
}

QString BuildEvidenceStackAlgorithm::shortDescription() const {
  return toolWords("Brings rasters of any grid, CRS and NoData onto one grid as the bands of one raster.");
}

QString BuildEvidenceStackAlgorithm::shortHelpString() const {
  return helpText(R"(
Brings evidence rasters of any CRS, grid, type and NoData onto one grid and writes them as the bands of one
float32 GeoTIFF, which all other steps start from.

Grid: that of the reference raster; without one the CRS most layers have, the finest cells and the common
extent. The log says what was derived. Layers keep their units, and bands the names of the layers.

NoData: declared NoData, NaN, transparent cells and cells outside of the mask are NaN in the stack, and
never mix into a result. What looks like undeclared NoData is warned of.

Name the categorical layers, so that their codes are not interpolated. Transforms are fitted inside the mask
and go with samples and models.
)");
}

void BuildEvidenceStackAlgorithm::initAlgorithm(const QVariantMap&) {
  addParameter(new QgsProcessingParameterMultipleLayers(layersName, QStringLiteral("Evidence layers"),
                                                        Qgis::ProcessingSourceType::Raster));
  addParameter(new QgsProcessingParameterRasterLayer(
      referenceName, QStringLiteral("Reference raster (grid to match)"), QVariant(), true));
  addAdvancedParameter(extentParameter());
  addAdvancedParameter(cellSizeParameter());
  addAdvancedParameter(crsParameter());
  addParameter(maskParameter());
  addAdvancedParameter(
      new ChoiceParameter(resamplingParameter, QStringLiteral("Grid: resampling"), resamplingChoices(), 1));
  addAdvancedParameter(
      new LayerTextParameter(bandNamesName, QStringLiteral("Bands: names, separated by commas"),
                             {LayerTextForm::NameOfEach, QStringLiteral("Name in the stack"), {}, {}}));
  addParameter(new LayerTextParameter(categoricalName,
                                      QStringLiteral("Categorical layers, separated by commas"),
                                      {LayerTextForm::NamesOfSome, QStringLiteral("Holds classes"), {}, {}}));
  addParameter(new QgsProcessingParameterBoolean(
      oneHotName, QStringLiteral("Categorical layers: one band of 0 and 1 per class"), false));
  addAdvancedParameter(new NumberParameter(
      minClassAreaName,
      QStringLiteral("Categorical layers: least area of a class (% of the layer's cells with data)"),
      Qgis::ProcessingNumberParameterType::Double, QVariant(), true, 0, 100));
  addAdvancedParameter(new LayerTextParameter(
      transformsName, QStringLiteral("Transforms, such as 'W=log; Sn=winsorize 1 99; clr(Cu, Zn, Pb)'"),
      {LayerTextForm::ValuesOfSome, QStringLiteral("Transform"),
       QStringList{QStringLiteral("log"), QStringLiteral("standardize"), QStringLiteral("winsorize 1 99")},
       QStringLiteral("Groups of layers, such as clr(Cu, Zn, Pb); ilr(Mo, Bi)")}));
  addAdvancedParameter(new LayerTextParameter(
      unitsName, QStringLiteral("Units, such as 'tungsten=ppm; gravity=mGal'"),
      {LayerTextForm::UnitsOfSome,
       QStringLiteral("Unit"),
       QStringList{QStringLiteral("ppm"), QStringLiteral("ppb"), QStringLiteral("%"), QStringLiteral("g/t"),
                   QStringLiteral("mGal"), QStringLiteral("nT"), QStringLiteral("m")},
       {}}));
  addAdvancedParameter(new QgsProcessingParameterBoolean(
      assumeCrsName, QStringLiteral("CRS: take layers without one to be in that of the stack"), false));
  addAdvancedParameter(shardParameter());
  addAdvancedParameter(planParameter());
  addAdvancedParameter(rasterFormatParameter());
  addParameter(new QgsProcessingParameterRasterDestination(outputName, QStringLiteral("Evidence stack"),
                                                           QVariant(), true));
  addParameter(new QgsProcessingParameterFileDestination(reportName, QStringLiteral("Report of the stack"),
                                                         QStringLiteral("HTML files (*.html)"), QVariant(),
                                                         true));
  addParameter(new QgsProcessingParameterFileDestination(
      planOutputName, QStringLiteral("Plan of the stack, for runs over its shards"),
      QStringLiteral("Plans of stacks (*.json)"), QVariant(), true, false));
}

void BuildEvidenceStackAlgorithm::prepare(const QVariantMap& parameters, QgsProcessingContext& context,
                                          QgsProcessingFeedback*) {
  const QList<QgsMapLayer*> layers = parameterAsLayerList(parameters, layersName, context);
  if (layers.isEmpty())
    throw Error("LAYERS is empty: choose at least one raster.");
  mLayers = rasterFiles(layers, layersName);
  if (isGiven(parameters, referenceName))
    mReference = rasterFileOf(parameterAsRasterLayer(parameters, referenceName, context), referenceName);
  mMask = readMask(*this, parameters, context);
  prepareShard(parameters, context);
}

void BuildEvidenceStackAlgorithm::prepareShard(const QVariantMap& parameters, QgsProcessingContext& context) {
  mShard = givenShard(*this, parameters, context);
  mPlan.reset();
  const bool writesPlan = isGiven(parameters, planOutputName);
  const bool hasPlan = isGiven(parameters, planName);
  const bool hasOutput = isGiven(parameters, outputName);
  if (hasPlan && !mShard)
    throw Error("PLAN: it is for runs over shards; give SHARD as well, or leave it out.");
  if (mShard && writesPlan)
    throw Error("PLAN_OUTPUT: a plan is of the whole stack; leave SHARD out, or PLAN_OUTPUT.");
  if (mShard && !hasPlan)
    throw Error(
        "SHARD: a part of the layers does not tell the classes and transforms of the whole; make a plan "
        "first, by a run with PLAN_OUTPUT and without SHARD, and give it as PLAN.");
  if (!hasOutput && (mShard || !writesPlan))
    throw Error("OUTPUT: choose a file for the stack.");
  if (!hasOutput && isGiven(parameters, reportName))
    throw Error(
        "REPORT: it is of a stack, and OUTPUT is left out; choose a file for the stack, or leave REPORT "
        "out.");
  if (!mShard && !writesPlan)
    return;
  std::map<std::string, std::string> inputs{{layersName.toStdString(), fingerprintInOrder(mLayers)}};
  if (!mReference.empty())
    inputs[referenceName.toStdString()] = fingerprintOf(std::vector<RasterFile>{mReference});
  if (const std::string mask = fingerprintOf(mMask); !mask.empty())
    inputs["MASK"] = mask;
  mRun = runOfWhole(*this, parameters, context, std::move(inputs));
  mRun.libraries = gdalAndProj();
  if (mShard || !hasOutput)
    countAsStep({}); // neither a part of a stack nor its plan is what one works with
  if (!mShard)
    return;
  refuseOutputsOfWhole(parameters, {reportName});
  checkShardFiles(*this, parameters, context, {});
  mPlan = readGivenPlan(parameterAsFile(parameters, planName, context));
  mRun.grid = mPlan->stack.run.grid; // it is known when the layers have been looked at
  checkPlanOf(mRun, mPlan->stack);
}

StackRequest BuildEvidenceStackAlgorithm::request(const QVariantMap& parameters,
                                                  QgsProcessingContext& context) const {
  StackRequest request;
  for (const RasterFile& file : mLayers)
    request.layers.push_back(openRaster(file));
  if (!mReference.empty())
    request.grid.reference = readGrid(mReference);
  readGridParameters(*this, parameters, context, request.grid);
  request.grid.assumeCrs = parameterAsBoolean(parameters, assumeCrsName, context);
  request.resampling = static_cast<Resampling>(chosen(parameters, resamplingParameter, context));
  request.bandNames =
      namesIn(parameterAsString(parameters, bandNamesName, context).toStdString(), ',', "BAND_NAMES");
  request.categorical =
      namesIn(parameterAsString(parameters, categoricalName, context).toStdString(), ',', "CATEGORICAL");
  request.oneHot = parameterAsBoolean(parameters, oneHotName, context);
  if (isGiven(parameters, minClassAreaName))
    request.minClassArea = parameterAsDouble(parameters, minClassAreaName, context);
  request.transforms = parseTransforms(parameterAsString(parameters, transformsName, context).toStdString());
  request.units = parseUnits(parameterAsString(parameters, unitsName, context).toStdString());
  if (!mMask.raster.empty())
    request.mask = openRaster(mMask.raster);
  request.maskPolygons = mMask.polygons;
  request.maskCrs = mMask.crs;
  return request;
}

QVariantMap BuildEvidenceStackAlgorithm::run(const QVariantMap& parameters, QgsProcessingContext& context,
                                             QgsProcessingFeedback*, const Progress& progress) {
  const QString output = parameterAsOutputLayer(parameters, outputName, context);
  checkRasterDestination(output, outputName);
  RunOutputs outputs = outputsOf(parameters, context, progress);
  StackBuilder builder(request(parameters, context), progress, mPlan ? &mPlan->stack.findings : nullptr);
  if (mShard)
    return runShard(builder, output, context, outputs, progress);
  if (isGiven(parameters, planOutputName)) {
    const QString file = parameterAsFileOutput(parameters, planOutputName, context);
    writePlan(builder, file);
    outputs.add(planOutputName, file);
  }
  if (output.isEmpty()) {
    progress.message("The stack is planned; make its shards by the plan, then join them.");
    return outputs.results();
  }
  const std::unique_ptr<BandwiseSink> sink =
      createRaster(output.toStdString(), builder.grid(), builder.bandNames(), rasterOptions());
  const StackAccount account = builder.write(*sink, progress.part(0, 0.9));
  finishStack(account, *sink);
  placeLayer(outputName, LayerPlace::Stack);
  handInStack(account, output, context, outputs, progress);
  return outputs.results();
}

void BuildEvidenceStackAlgorithm::writePlan(const StackBuilder& builder, const QString& file) const {
  PlannedStack plan{mRun, builder.findings(), builder.planned()};
  plan.run.grid = builder.grid();
  std::string text;
  try {
    text = planText(plan);
  } catch (const Error& failure) {
    throw Error("%1: %2", planOutputName.toStdString(), failure.sentence());
  }
  if (!writeWholeFile(file.toStdString(), text))
    throw Error("PLAN_OUTPUT: '%1' could not be written whole: free some space on the disk or choose another "
                "folder.",
                file.toStdString());
}

QVariantMap BuildEvidenceStackAlgorithm::runShard(StackBuilder& builder, const QString& output,
                                                  QgsProcessingContext& context, RunOutputs& outputs,
                                                  const Progress& progress) const {
  ShardSummary summary;
  static_cast<MapRun&>(summary) = mRun;
  summary.grid = builder.grid();
  checkPlanOf(summary, mPlan->stack);
  checkBandsOf(builder.planned(), mPlan->stack);
  summary.inputs[planName.toStdString()] = mPlan->fingerprint;
  summary.shard = *mShard;
  const Tile part = cellsOfShard(builder.grid(), *mShard, shardName.toStdString());
  const std::unique_ptr<BandwiseSink> sink =
      createRaster(output.toStdString(), partOf(builder.grid(), part), builder.bandNames(), rasterOptions());
  const StackAccount account = builder.writePart(part, *sink, progress.part(0, 0.9));
  finishStack(account, *sink);
  leaveShard(summary, rasterTags(), {{mainRaster, output}}, countsOf(account));
  progress.message({"Shard %1: %2 cells are written; join the shards for what is told of the whole stack.",
                    mShard->text(), account.cells});
  outputs.add(outputName, output);
  styleStack(context, output, account.bands.front().description);
  return outputs.results();
}

} // namespace prospectivity
