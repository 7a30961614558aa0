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
#include "processing/frame/number_parameter.h"
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
const QString assumeCrsName = QStringLiteral("ASSUME_CRS");
const QString outputName = QStringLiteral("OUTPUT");
const QString reportName = QStringLiteral("REPORT");

QgsProcessingParameterString* optionalText(const QString& name, const QString& description) {
  return new QgsProcessingParameterString(name, description, QVariant(), false, true);
}

} // namespace

QStringList BuildEvidenceStackAlgorithm::tags() const {
  return QStringLiteral(
             "stack,evidence,align,warp,resample,mask,one-hot,raster,geochemistry,geophysics,prospectivity")
      .split(QLatin1Char(','));
}

QString BuildEvidenceStackAlgorithm::shortDescription() const {
  return QStringLiteral(
      "Brings rasters of any grid, CRS and NoData onto one grid as the bands of one raster.");
}

QString BuildEvidenceStackAlgorithm::shortHelpString() const {
  return helpText(R"(
Brings evidence rasters of any CRS, grid, type and NoData onto one grid and writes them as the bands of one
raster, which the other algorithms start from.

Grid: that of the reference raster; without one, the CRS most layers have, the cells of the finest layer
(square or not), and the extent common to all, unless CRS, cell size (units of the CRS; square) or extent
are given. The log says what was derived. Edges less than a hundredth of a cell apart are one.

Resampling: layers are warped by GDAL. Bilinear and cubic become averaging where cells get coarser. Layers
already on the grid are copied as they are. Categorical layers (names separated by commas) are taken by the
nearest cell, or the most frequent class where cells get coarser; with one band per class they become bands
of 0 and 1 named layer=class. Classes are called as in the layer's paletted style, the file's category names
or its attribute table, and those of one name are one class. Any number of classes is accepted: classes with
less than the least area (in % of the layer's cells with data inside the mask) are joined into one class
'other', which the log and the report tell. Left empty, it is 0.1 for bands of classes of a layer with more
than 64 of them, and nothing is joined otherwise. A layer with more than 256 classes after that stays one
band of codes. A layer that is not named there and holds classes by its file, but few whole numbers, or whole
numbers in patches that do not pass into each other, is warned of.

NoData: a declared NoData value, NaN, masked and transparent cells are the same and never mix into a result;
in the stack they are NaN. The CRS, the NoData value and the additional no data values of the layer's
properties count like those of the file. What looks like NoData and is not declared so (-9999, -99, -1e32,
...) is warned of, wherever it lies. Cells outside the mask (a raster: NoData, 0 or below; polygons: cell
centres in none of them) are NoData in all bands. A layer that is constant or without data on the grid is an
error.

Band names: as the layers (the file, where a layer calls its band 'Layer_1' or the like), or one name per
band separated by commas. Transforms, fitted on the cells inside the mask, applied after warping, and
recorded in the band's metadata, from where they go into samples and models: 'W=log; Sn=winsorize 1 99;
magnetics=standardize'. Names with a comma, semicolon or equals sign stand in double quotation marks: '"Cu,
ppm"=log'.

Log-ratios, for layers that are parts of a whole, such as contents of elements in one unit: 'clr(Cu, Zn,
Pb)' makes of each layer its centred log-ratio (Aitchison 1986), the natural logarithm of its ratio to the
geometric mean of the group, under the layer's own name; 'ilr(Cu, Zn, Pb)' makes isometric log-ratios
(Egozcue et al. 2003), one band less than layers, each of which sets a layer apart from those behind it:
'ilr1 Cu|Zn,Pb' and 'ilr2 Zn|Pb'. Centred ones add up to 0, so that one of them follows from the others;
isometric ones do not. They have no unit. A cell without data in a layer of the group is NoData in all of
it. Zeros are replaced multiplicatively (Martin-Fernandez, Barcelo-Vidal and Pawlowsky-Glahn 2003): by 0.65
times the smallest value above 0 that the layer has inside the mask, to six digits, or by numbers given in
the unit of the layers, one for all or one for each, as in 'clr(Cu, Zn, Pb) zeros 0.5 1 2'. A cell whose
layers amount to no more than that, as where all are 0, is NoData, and counted. The band's metadata tell the
numbers, and the report how many zeros they replaced. A model that learnt log-ratios takes only stacks that
have the same ones, with the same numbers for zeros.

Output: a tiled, compressed float32 GeoTIFF with statistics and overviews, of any size. The report tells the
grids found, what was done, the NoData share, correlations, and skewed or nearly equal layers.
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
      new ChoiceParameter(resamplingParameter, QStringLiteral("Resampling"), resamplingChoices(), 1));
  addAdvancedParameter(optionalText(bandNamesName, QStringLiteral("Band names, separated by commas")));
  addParameter(optionalText(categoricalName, QStringLiteral("Categorical layers, separated by commas")));
  addParameter(new QgsProcessingParameterBoolean(
      oneHotName, QStringLiteral("Categorical layers: one band of 0 and 1 per class"), false));
  addAdvancedParameter(new NumberParameter(
      minClassAreaName,
      QStringLiteral("Categorical layers: least area of a class (% of the layer's cells with data)"),
      Qgis::ProcessingNumberParameterType::Double, QVariant(), true, 0, 100));
  addAdvancedParameter(optionalText(
      transformsName, QStringLiteral("Transforms, such as 'W=log; Sn=winsorize 1 99; clr(Cu, Zn, Pb)'")));
  addAdvancedParameter(new QgsProcessingParameterBoolean(
      assumeCrsName, QStringLiteral("Take layers without a CRS to be in the CRS of the stack"), false));
  addParameter(new QgsProcessingParameterRasterDestination(outputName, QStringLiteral("Evidence stack")));
  addParameter(new QgsProcessingParameterFileDestination(
      reportName, QStringLiteral("Report"), QStringLiteral("HTML files (*.html)"), QVariant(), true));
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
  if (!mMask.raster.empty())
    request.mask = openRaster(mMask.raster);
  request.maskPolygons = mMask.polygons;
  request.maskCrs = mMask.crs;

  StackBuilder builder(std::move(request), progress);
  RasterOptions tagged;
  tagged.tags = rasterTags();
  const std::unique_ptr<BandwiseSink> sink =
      createRaster(output.toStdString(), builder.grid(), builder.bandNames(), tagged);
  const StackAccount account = builder.write(*sink, progress.part(0, 0.9));
  for (std::size_t band = 0; band < account.bands.size(); ++band) {
    const BandAccount& done = account.bands[band];
    sink->describe(static_cast<int>(band), {{"source", done.source}, {"treatment", done.treatment}});
    sink->describeFeature(static_cast<int>(band), done.description);
  }
  sink->finish();
  progress.message(std::to_string(account.completeCells) + " of " + std::to_string(account.cells) +
                   " cells have data in every band.");
  RunOutputs outputs = outputsOf(parameters, context, progress);
  outputs.add(outputName, output);
  placeLayer(outputName, LayerPlace::Stack);
  styleStack(context, output, account.bands.front().description);
  outputs.report([&] { return stackReport(account); });
  return outputs.results();
}

} // namespace prospectivity
