#include "processing/evidence/vector_evidence_algorithm.h"

#include "engine/core/error.h"
#include "engine/evidence/burn_shapes.h"
#include "engine/evidence/ground_space.h"
#include "engine/evidence/kernel_density.h"
#include "engine/evidence/vector_distance.h"
#include "engine/raster/gdal_raster.h"
#include "engine/raster/gdal_session.h"
#include "engine/raster/gdal_sink.h"
#include "processing/evidence/grid_parameters.h"
#include "processing/evidence/shape_source.h"
#include "processing/frame/choice_parameter.h"
#include "processing/frame/given_parameters.h"
#include "processing/frame/help_text.h"
#include "processing/frame/number_parameter.h"
#include "processing/frame/shared_parameters.h"
#include "processing/layers/grid_crs.h"
#include "processing/layers/input_fingerprint.h"
#include "processing/layers/map_scale.h"
#include "processing/layers/raster_layer.h"
#include "processing/releases/enumerations.h"
#include "processing/releases/parameters.h"

#include <qgsprocessingparameters.h>
#include <qgsprocessingutils.h>
#include <qgsunittypes.h>

#include <cmath>
#include <limits>
#include <utility>

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

QString text(double value) {
  return QString::number(value, 'g', 6);
}

/// What lengths on a grid are in, as files say it: QGIS's own abbreviations are in the language of QGIS.
QString lengthUnitOn(const QgsCoordinateReferenceSystem& crs) {
  if (!crs.isValid() || crs.isGeographic())
    return QStringLiteral("m");
  struct Unit {
    double metres;
    const char* name;
  };
  static constexpr Unit units[] = {{1, "m"},       {1e3, "km"},      {0.3048, "ft"}, {0.9144, "yd"},
                                   {1852.0, "NM"}, {1609.344, "mi"}, {1e-2, "cm"},   {1e-3, "mm"}};
  const auto measured = crs.mapUnits();
  const double metres = QgsUnitTypes::fromUnitToUnitFactor(measured, Qgis::DistanceUnit::Meters);
  if (measured != Qgis::DistanceUnit::Unknown)
    for (const Unit& unit : units)
      if (std::abs(metres / unit.metres - 1) < 1e-5) // feet of the US are feet
        return QString::fromLatin1(unit.name);
  return QgsUnitTypes::encodeUnit(measured);
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
  addParameter(new ChoiceParameter(methodName, QStringLiteral("Method"), vectorMethodChoices(), 0));
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
  addAdvancedParameter(shardParameter());
  addAdvancedParameter(rasterFormatParameter());
  addParameter(new QgsProcessingParameterRasterDestination(outputName, QStringLiteral("Vector evidence")));
}

void VectorEvidenceAlgorithm::prepare(const QVariantMap& parameters, QgsProcessingContext& context,
                                      QgsProcessingFeedback*) {
  mInput.reset(parameterAsSource(parameters, inputName, context));
  mName = nameOf(*mInput, parameterAsVectorLayer(parameters, inputName, context));
  const Grid grid = gridOf(parameters, context);
  mPart = {grid, {0, 0, grid.columns, grid.rows}, givenShard(*this, parameters, context)};
  if (!mPart.shard)
    return;
  mPart.cells = cellsOfShard(grid, *mPart.shard, shardName.toStdString());
  countAsStep({}); // a part of the evidence is not what one works with
  checkShardFiles(*this, parameters, context, {});
  mRun = runOfWhole(*this, parameters, context, {});
  mRun.libraries = gdalAndProj();
  mRun.grid = grid;
}

Grid VectorEvidenceAlgorithm::gridOf(const QVariantMap& parameters, QgsProcessingContext& context) {
  const QStringList own{extentName, cellSizeName, crsName};
  if (isGiven(parameters, referenceName)) {
    for (const QString& name : own)
      if (isGiven(parameters, name))
        throw Error("%1 and REFERENCE are both given, and the grid is that of one or the other: "
                    "leave one out.",
                    name.toStdString());
    return readGrid(rasterFileOf(parameterAsRasterLayer(parameters, referenceName, context), referenceName));
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
  return askedGrid(request);
}

QString VectorEvidenceAlgorithm::checkedField(const QVariantMap& parameters,
                                              QgsProcessingContext& context) const {
  const auto method = static_cast<VectorMethod>(chosen(parameters, methodName, context));
  if (method != VectorMethod::Attribute && method != VectorMethod::Density)
    return {};
  QString field = parameterAsString(parameters, fieldName, context);
  if (field.isEmpty() && method == VectorMethod::Attribute)
    throw Error("FIELD is not set: choose the field of '%1' whose values the raster takes.",
                mName.toStdString());
  if (field.isEmpty())
    return {};
  const int index = mInput->fields().lookupField(field);
  if (index < 0)
    throw Error("FIELD: the layer '%1' has no field '%2'; choose one of its fields.", mName.toStdString(),
                field.toStdString());
  if (method == VectorMethod::Density && !mInput->fields().at(index).isNumeric())
    throw Error("FIELD: '%2' of the layer '%1' is not numeric; choose a numeric field.", mName.toStdString(),
                field.toStdString());
  return field;
}

double VectorEvidenceAlgorithm::checkedRadius(const QVariantMap& parameters,
                                              QgsProcessingContext& context) const {
  if (!isGiven(parameters, radiusName))
    throw Error("RADIUS is not set: density needs the radius of the circle around each cell.");
  const double radius = parameterAsDouble(parameters, radiusName, context);
  const double cell = GroundSpace(mPart.whole).cellSize();
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
  const Grid& grid = mPart.whole;
  const auto method = static_cast<VectorMethod>(chosen(parameters, methodName, context));
  const bool touched = parameterAsBoolean(parameters, touchedName, context);
  const QString field = checkedField(parameters, context);
  const double radius = method == VectorMethod::Density ? checkedRadius(parameters, context) : 0;
  const QgsCoordinateReferenceSystem crs = crsOf(grid);
  const FieldMeaning meaning =
      method == VectorMethod::Attribute
          ? meaningOf(*mInput, mInput->fields().lookupField(field), mName, progress.part(0, 0.02))
          : FieldMeaning();
  std::vector<Shape> shapes =
      readShapes(*mInput, inputName, mName, field, meaning, crs, context, progress.part(0.02, 0.1));
  if (method == VectorMethod::Distance || method == VectorMethod::Density)
    warnOfMapScale(grid, referenceName, progress);

  const QString lengthUnit = lengthUnitOn(crs);
  const bool lines = QgsWkbTypes::geometryType(mInput->wkbType()) == Qgis::GeometryType::Line;
  const QStringList units{lengthUnit, lines ? QStringLiteral("km/km\u00b2") : QStringLiteral("per km\u00b2"),
                          QString(), QString()};
  const VectorEvidence evidence{
      method, mName, field,
      FeatureDescription{meaning.kind, units.at(static_cast<int>(method)).toStdString(), {}, meaning.names}};
  ShardSummary shard;
  if (mPart.shard) {
    static_cast<MapRun&>(shard) = mRun;
    shard.shard = *mPart.shard;
    shard.inputs[inputName.toStdString()] = fingerprintOfText(
        mName.toStdString() + '\n' + evidence.description.classText() + '\n' + fingerprintOfShapes(shapes));
  }
  const auto sink =
      createRaster(output.toStdString(), mPart.grid(), {evidence.bandName().toStdString()}, rasterOptions());
  const Progress work = progress.part(0.1, 0.9);
  std::size_t reached = 0;
  switch (method) {
  case VectorMethod::Distance:
    writeDistance(grid, shapes, *sink, work, mPart.cells);
    reached = mPart.cells.cells();
    break;
  case VectorMethod::Density:
    reached = writeDensity(grid, shapes, radius, static_cast<Kernel>(chosen(parameters, kernelName, context)),
                           *sink, work, mPart.cells);
    break;
  case VectorMethod::Presence:
    for (Shape& shape : shapes)
      shape.value = 1;
    reached = writeBurned(grid, std::move(shapes), 0, touched, *sink, work, mPart.cells);
    break;
  case VectorMethod::Attribute:
    reached = writeBurned(grid, std::move(shapes), std::numeric_limits<float>::quiet_NaN(), touched, *sink,
                          work, mPart.cells);
    break;
  }
  if (!mPart.shard)
    tellReach(evidence, reached, progress);
  sink->describe(0, {{"source", mName.toStdString()}, {"unit", evidence.description.unit}});
  sink->describeFeature(0, evidence.description);
  if (method == VectorMethod::Density)
    sink->describe(0, {{"radius", (text(radius) + QLatin1Char(' ') + lengthUnit).toStdString()}});
  sink->finish();
  if (mPart.shard) {
    leaveShard(std::move(shard), rasterTags(), {{mainRaster, output}}, {{reachedCount, {reached}}});
    progress.message({"Shard %1 is written; join the shards for the whole.", mPart.shard->text()});
  } else {
    placeLayer(outputName, LayerPlace::Evidence);
    nameLayer(outputName, evidence.layerName());
  }
  styleVectorEvidence(context, evidence, output);
  return {{outputName, output}};
}

} // namespace prospectivity
