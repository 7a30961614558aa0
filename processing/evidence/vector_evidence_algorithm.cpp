#include "processing/evidence/vector_evidence_algorithm.h"

#include "engine/core/error.h"
#include "engine/evidence/burn_shapes.h"
#include "engine/evidence/ground_space.h"
#include "engine/evidence/kernel_density.h"
#include "engine/evidence/vector_distance.h"
#include "engine/raster/gdal_raster.h"
#include "engine/raster/gdal_sink.h"
#include "processing/evidence/grid_parameters.h"
#include "processing/evidence/shape_source.h"
#include "processing/frame/choice_parameter.h"
#include "processing/frame/given_parameters.h"
#include "processing/frame/help_text.h"
#include "processing/frame/number_parameter.h"
#include "processing/frame/shared_parameters.h"
#include "processing/layers/grid_crs.h"
#include "processing/layers/map_scale.h"
#include "processing/layers/raster_layer.h"
#include "processing/outputs/style.h"
#include "processing/releases/enumerations.h"
#include "processing/releases/parameters.h"

#include <qgsprocessingparameters.h>
#include <qgsprocessingutils.h>
#include <qgsunittypes.h>

#include <limits>

namespace prospectivity {

namespace {

const QString inputName = QStringLiteral("INPUT");
const QString methodName = QStringLiteral("METHOD");
const QString radiusName = QStringLiteral("RADIUS");
const QString fieldName = QStringLiteral("FIELD");
const QString referenceName = QStringLiteral("REFERENCE");
const QString extentName = QStringLiteral("EXTENT");
const QString cellSizeName = QStringLiteral("CELL_SIZE");
const QString crsName = QStringLiteral("CRS");
const QString kernelName = QStringLiteral("KERNEL");
const QString touchedName = QStringLiteral("ALL_TOUCHED");
const QString outputName = QStringLiteral("OUTPUT");

enum class Method { Distance, Density, Presence, Attribute };
const Choices& methodChoices() {
  static const Choices choices{
      {"distance", "Distance"}, {"density", "Density"}, {"presence", "Presence"}, {"attribute", "Attribute"}};
  return choices;
}

QString text(double value) {
  return QString::number(value, 'g', 6);
}

} // namespace

VectorEvidenceAlgorithm::VectorEvidenceAlgorithm() = default;
VectorEvidenceAlgorithm::~VectorEvidenceAlgorithm() = default;

QStringList VectorEvidenceAlgorithm::tags() const {
  return QStringLiteral("vector,distance,proximity,density,kernel,rasterize,burn,faults,contacts,buffer,"
                        "evidence,prospectivity")
      .split(QLatin1Char(','));
}

QString VectorEvidenceAlgorithm::shortDescription() const {
  return toolWords("Distance to features, their density, presence or an attribute, as a raster on the "
                   "grid of another.");
}

QString VectorEvidenceAlgorithm::shortHelpString() const {
  return helpText(R"(
Makes an evidence raster of points, lines or polygons in any CRS, exactly on the grid of the reference
raster (without one, on the grid that extent and cell size give).

Distance: from a cell's centre to the nearest feature, in map units; on a grid in degrees, in metres on the
ground. Density: of points or lines within the radius, per square kilometre. Presence: 1 in cells with a
feature, 0 elsewhere. Attribute: the value of a field (texts become named codes), NoData elsewhere.

Features beyond the grid count for distance and density. Those without geometry, or without a value in the
field, are left out. The output is a float32 GeoTIFF of one band.
)");
}

void VectorEvidenceAlgorithm::initAlgorithm(const QVariantMap&) {
  addParameter(
      new QgsProcessingParameterFeatureSource(inputName, QStringLiteral("Points, lines or polygons"),
                                              sourceTypes(Qgis::ProcessingSourceType::VectorAnyGeometry)));
  addParameter(new ChoiceParameter(methodName, QStringLiteral("Method"), methodChoices(), 0));
  addParameter(new NumberParameter(
      radiusName,
      QStringLiteral("Radius for density (map units of the reference; metres when it is in degrees)"),
      Qgis::ProcessingNumberParameterType::Double, QVariant(), true, 0));
  addParameter(new QgsProcessingParameterField(
      fieldName, QStringLiteral("Field (the value for attribute, a weight for density)"), QVariant(),
      inputName, Qgis::ProcessingFieldParameterDataType::Any, false, true));
  addParameter(new QgsProcessingParameterRasterLayer(
      referenceName, QStringLiteral("Reference raster (grid to match)"), QVariant(), true));
  addParameter(extentParameter());
  addParameter(cellSizeParameter());
  addParameter(crsParameter());
  addAdvancedParameter(
      new ChoiceParameter(kernelName, QStringLiteral("Density: kernel"), kernelChoices(), 0));
  addAdvancedParameter(new QgsProcessingParameterBoolean(
      touchedName, QStringLiteral("Presence and attribute: draw polygons into every cell they touch"),
      false));
  addAdvancedParameter(rasterFormatParameter());
  addParameter(new QgsProcessingParameterRasterDestination(outputName, QStringLiteral("Vector evidence")));
}

void VectorEvidenceAlgorithm::prepare(const QVariantMap& parameters, QgsProcessingContext& context,
                                      QgsProcessingFeedback*) {
  mInput.reset(parameterAsSource(parameters, inputName, context));
  mName = nameOf(*mInput, parameterAsVectorLayer(parameters, inputName, context));
  const QStringList own{extentName, cellSizeName, crsName};
  if (isGiven(parameters, referenceName)) {
    mGrid = readGrid(rasterFileOf(parameterAsRasterLayer(parameters, referenceName, context), referenceName));
    for (const QString& name : own)
      if (isGiven(parameters, name))
        throw Error("%1 and REFERENCE are both given, and the grid is that of one or the other: "
                    "leave one out.",
                    name.toStdString());
    return;
  }
  GridRequest request;
  request.crs = wktOf(mInput->sourceCrs());
  readGridParameters(*this, parameters, context, request);
  if (!request.extent || !request.cellSize)
    throw Error("REFERENCE is not set, and without a raster to match %1 is needed: give EXTENT and "
                "CELL_SIZE, and CRS if it is not that of the layer '%2'.",
                (request.extent ? cellSizeName : extentName).toStdString(), mName.toStdString());
  if (request.crs.empty())
    throw Error("CRS is not set, and the layer '%1' has none: choose the CRS of the grid, and set "
                "that of the layer in its properties.",
                mName.toStdString());
  if (wktOf(mInput->sourceCrs()).empty())
    throw Error("INPUT: the layer '%1' has no CRS: set it in the layer's properties.", mName.toStdString());
  mGrid = askedGrid(request);
}

QString VectorEvidenceAlgorithm::checkedField(const QVariantMap& parameters,
                                              QgsProcessingContext& context) const {
  const auto method = static_cast<Method>(chosen(parameters, methodName, context));
  if (method != Method::Attribute && method != Method::Density)
    return {};
  QString field = parameterAsString(parameters, fieldName, context);
  if (field.isEmpty() && method == Method::Attribute)
    throw Error("FIELD is not set: choose the field of '%1' whose values the raster takes.",
                mName.toStdString());
  if (field.isEmpty())
    return {};
  const int index = mInput->fields().lookupField(field);
  if (index < 0)
    throw Error("FIELD: the layer '%1' has no field '%2'; choose one of its fields.", mName.toStdString(),
                field.toStdString());
  if (method == Method::Density && !mInput->fields().at(index).isNumeric())
    throw Error("FIELD: '%2' of the layer '%1' is not numeric; choose a numeric field.", mName.toStdString(),
                field.toStdString());
  return field;
}

double VectorEvidenceAlgorithm::checkedRadius(const QVariantMap& parameters,
                                              QgsProcessingContext& context) const {
  if (!isGiven(parameters, radiusName))
    throw Error("RADIUS is not set: density needs the radius of the circle around each cell.");
  const double radius = parameterAsDouble(parameters, radiusName, context);
  const double cell = GroundSpace(mGrid).cellSize();
  if (!(radius > 0))
    throw Error("RADIUS is %1: choose a number above 0.", text(radius).toStdString());
  if (radius < cell * (1 - 1e-9))
    throw Error("RADIUS is %1, less than a cell of REFERENCE (%2): most features would be in no "
                "circle; choose at least the size of a cell.",
                text(radius).toStdString(), text(cell).toStdString());
  if (QgsWkbTypes::geometryType(mInput->wkbType()) == Qgis::GeometryType::Polygon)
    throw Error("INPUT: the layer '%1' has polygons, and density is that of points or lines; use "
                "their outlines (Polygons to lines) or Centroids.",
                mName.toStdString());
  return radius;
}

QVariantMap VectorEvidenceAlgorithm::run(const QVariantMap& parameters, QgsProcessingContext& context,
                                         QgsProcessingFeedback*, const Progress& progress) {
  const QString output = parameterAsOutputLayer(parameters, outputName, context);
  checkRasterDestination(output, outputName);
  const auto method = static_cast<Method>(chosen(parameters, methodName, context));
  const bool touched = parameterAsBoolean(parameters, touchedName, context);
  const QString field = checkedField(parameters, context);
  const double radius = method == Method::Density ? checkedRadius(parameters, context) : 0;
  const FieldMeaning meaning =
      method == Method::Attribute
          ? meaningOf(*mInput, mInput->fields().lookupField(field), mName, progress.part(0, 0.02))
          : FieldMeaning();
  std::vector<Shape> shapes =
      readShapes(*mInput, inputName, mName, field, meaning, crsOf(mGrid), context, progress.part(0.02, 0.1));
  if (method == Method::Distance || method == Method::Density)
    warnOfMapScale(mGrid, referenceName, progress);

  const QgsCoordinateReferenceSystem crs = crsOf(mGrid);
  const QString lengthUnit = !crs.isValid() || crs.isGeographic()
                                 ? QStringLiteral("m")
                                 : QgsUnitTypes::toAbbreviatedString(crs.mapUnits());
  const bool lines = QgsWkbTypes::geometryType(mInput->wkbType()) == Qgis::GeometryType::Line;
  const QStringList names{QStringLiteral("distance"), QStringLiteral("density"), QStringLiteral("presence"),
                          field};
  const QStringList units{lengthUnit, lines ? QStringLiteral("km/km\u00b2") : QStringLiteral("per km\u00b2"),
                          QString(), QString()};
  const QString& unit = units.at(static_cast<int>(method));
  const auto sink = createRaster(
      output.toStdString(), mGrid,
      {(mName + QLatin1Char(' ') + names.at(static_cast<int>(method))).toStdString()}, rasterOptions());
  const Progress work = progress.part(0.1, 0.9);
  std::size_t reached = 0;
  switch (method) {
  case Method::Distance:
    writeDistance(mGrid, shapes, *sink, work);
    reached = mGrid.cells();
    break;
  case Method::Density:
    reached = writeDensity(mGrid, shapes, radius,
                           static_cast<Kernel>(chosen(parameters, kernelName, context)), *sink, work);
    break;
  case Method::Presence:
    for (Shape& shape : shapes)
      shape.value = 1;
    reached = writeBurned(mGrid, std::move(shapes), 0, touched, *sink, work);
    break;
  case Method::Attribute:
    reached =
        writeBurned(mGrid, std::move(shapes), std::numeric_limits<float>::quiet_NaN(), touched, *sink, work);
    break;
  }
  if (reached == 0 && method == Method::Attribute)
    throw Error("INPUT: no feature of '%1' lies on the grid of REFERENCE, and all of OUTPUT would "
                "be NoData; check the CRS of both layers.",
                mName.toStdString());
  if (reached == 0)
    progress.warning({"No feature of '%1' lies on the grid of REFERENCE, and OUTPUT is 0 everywhere; "
                      "check the CRS of both layers.",
                      mName.toStdString()});
  sink->describe(0, {{"source", mName.toStdString()}, {"unit", unit.toStdString()}});
  const FeatureDescription description{meaning.kind, unit.toStdString(), {}, meaning.names};
  sink->describeFeature(0, description);
  if (method == Method::Density)
    sink->describe(0, {{"radius", (text(radius) + QLatin1Char(' ') + lengthUnit).toStdString()}});
  sink->finish();
  const QStringList layerNames{inLanguage(Words::Layers, QStringLiteral("Distance to %1")).arg(mName),
                               inLanguage(Words::Layers, QStringLiteral("Density of %1")).arg(mName),
                               inLanguage(Words::Layers, QStringLiteral("Presence of %1")).arg(mName),
                               inLanguage(Words::Layers, QStringLiteral("%1 of %2")).arg(field, mName)};
  placeLayer(outputName, LayerPlace::Evidence);
  nameLayer(outputName, layerNames.at(static_cast<int>(method)));
  if (method == Method::Presence)
    stylePresence(context, output);
  else if (meaning.kind == FeatureKind::Codes)
    styleStack(context, output, description);
  else
    styleQuantity(context, output, unit);
  return {{outputName, output}};
}

} // namespace prospectivity
