#include "processing/evidence/build_evidence_stack_algorithm.h"

#include "engine/core/error.h"
#include "engine/core/name_list.h"
#include "engine/evidence/build_stack.h"
#include "engine/evidence/stack_report.h"
#include "engine/raster/gdal_raster.h"
#include "engine/raster/gdal_sink.h"
#include "processing/evidence/grid_parameters.h"
#include "processing/frame/choice_parameter.h"
#include "processing/frame/given_parameters.h"
#include "processing/frame/help_text.h"
#include "processing/frame/layer_text_parameter.h"
#include "processing/frame/number_parameter.h"
#include "processing/frame/shared_parameters.h"
#include "processing/layers/grid_crs.h"
#include "processing/layers/raster_layer.h"
#include "processing/outputs/style.h"
#include "processing/releases/enumerations.h"
#include "processing/releases/parameters.h"

#include <QFileInfo>
#include <QRegularExpression>
#include <qgsprocessingparameters.h>

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
  addAdvancedParameter(rasterFormatParameter());
  addParameter(new QgsProcessingParameterRasterDestination(outputName, QStringLiteral("Evidence stack")));
  addParameter(new QgsProcessingParameterFileDestination(reportName, QStringLiteral("Report of the stack"),
                                                         QStringLiteral("HTML files (*.html)"), QVariant(),
                                                         true));
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
}

QVariantMap BuildEvidenceStackAlgorithm::run(const QVariantMap& parameters, QgsProcessingContext& context,
                                             QgsProcessingFeedback*, const Progress& progress) {
  const QString output = parameterAsOutputLayer(parameters, outputName, context);
  checkRasterDestination(output, outputName);
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

  StackBuilder builder(std::move(request), progress);
  const std::unique_ptr<BandwiseSink> sink =
      createRaster(output.toStdString(), builder.grid(), builder.bandNames(), rasterOptions());
  const StackAccount account = builder.write(*sink, progress.part(0, 0.9));
  for (std::size_t band = 0; band < account.bands.size(); ++band) {
    const BandAccount& done = account.bands[band];
    sink->describe(static_cast<int>(band), {{"source", done.source}, {"treatment", done.treatment}});
    sink->describeFeature(static_cast<int>(band), done.description);
  }
  sink->finish();
  progress.message({"%1 of %2 cells have data in every band.", account.completeCells, account.cells});
  RunOutputs outputs = outputsOf(parameters, context, progress);
  outputs.add(outputName, output);
  placeLayer(outputName, LayerPlace::Stack);
  styleStack(context, output, account.bands.front().description);
  outputs.report([&] { return stackReport(account); });
  return outputs.results();
}

} // namespace prospectivity
