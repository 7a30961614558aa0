#include "processing/frame/preflight.h"

#include "engine/core/error.h"
#include "engine/raster/preflight.h"
#include "engine/raster/remote_raster.h"
#include "processing/frame/given_parameters.h"
#include "processing/language/language.h"
#include "processing/layers/grid_crs.h"
#include "processing/layers/raster_layer.h"
#include "processing/layers/shown_name.h"
#include "processing/releases/enumerations.h"

#include <QDir>
#include <QRegularExpression>
#include <qgsfeaturesource.h>
#include <qgsmaplayerstore.h>
#include <qgsprocessingalgorithm.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingfeedback.h>
#include <qgsprocessingparameters.h>
#include <qgsprocessingutils.h>
#include <qgsrasterlayer.h>
#include <qgsvectorlayer.h>

#include <memory>

namespace prospectivity {

namespace {

const QString assumeCrsName = QStringLiteral("ASSUME_CRS");

/// What the source of a layer in memory begins with in saved calls.
const QString inMemory = QStringLiteral("memory://");

/// Whether a text names a layer that QGIS kept for a session alone: one in memory, by its source or by the id
/// that it had in a project, or a file in the folder of temporary outputs. Saved calls name such layers when
/// they are long gone.
bool isTemporary(const QString& name) {
  static const QRegularExpression layerId(
      QStringLiteral("_[0-9a-f]{8}_[0-9a-f]{4}_[0-9a-f]{4}_[0-9a-f]{4}_[0-9a-f]{12}$"));
  static const QRegularExpression temporaryFile(QStringLiteral("/processing_[^/]+/[0-9a-f]{32}/[^/]+$"));
  return name.startsWith(inMemory) || layerId.match(name).hasMatch() ||
         temporaryFile.match(QDir::fromNativeSeparators(name)).hasMatch();
}

[[noreturn]] void cannotOpen(const QString& parameter, const QString& name, const Sentence& kind) {
  if (isTemporary(name))
    throw Error("%1: the temporary layer '%2' is gone: QGIS drops temporary layers when it or "
                "the project is closed. Choose a layer that is there, or make this one again "
                "and save it to a file.",
                parameter.toStdString(), name.toStdString());
  if (isRemote(name.toStdString()))
    throw Error(
        "%1: '%2' cannot be opened; check the address, the connection and your access to it, and that "
        "it is a %3.",
        parameter.toStdString(), name.toStdString(), kind);
  throw Error("%1: '%2' cannot be opened; check that the file exists and is a %3.", parameter.toStdString(),
              name.toStdString(), kind);
}

class Collection {
 public:
  Collection(const QVariantMap& parameters, const QStringList& onOneGrid, QgsProcessingContext& context)
      : mParameters(parameters), mOnOneGrid(onOneGrid), mContext(context) {}

  void add(const QgsProcessingParameterDefinition& definition) {
    if (!isGiven(mParameters, definition.name()))
      return;
    openRemote(mParameters.value(definition.name()));
    if (definition.type() == QgsProcessingParameterRasterLayer::typeName())
      addRaster(definition);
    else if (definition.type() == QgsProcessingParameterMultipleLayers::typeName())
      addLayers(definition);
    else if (definition.type() == QgsProcessingParameterMapLayer::typeName())
      addLayer(definition.name(),
               QgsProcessingParameters::parameterAsLayer(&definition, mParameters, mContext));
    else if (definition.type() == QgsProcessingParameterFeatureSource::typeName())
      addSource(definition);
  }

  ChosenLayers layers;

 private:
  /// QGIS 3.22 looks for files alone where a text names a layer, and takes a path behind a network for
  /// nothing: the context gets a layer of that source, which QGIS finds there.
  void openRemote(const QVariant& given) {
    for (const QVariant& entry : entriesOf(given)) {
      const QString path = entry.toString();
      if (entry.userType() != QMetaType::QString || !path.startsWith(QLatin1String("/vsi")) ||
          !isRemote(path.toStdString()) || QgsProcessingUtils::mapLayerFromString(path, mContext) != nullptr)
        continue;
      auto layer = std::make_unique<QgsRasterLayer>(
          path, QString::fromStdString(fileNameOf(path.toStdString())), QStringLiteral("gdal"));
      if (layer->isValid())
        mContext.temporaryLayerStore()->addMapLayer(layer.release()); // owns it
    }
  }

  static QVariantList entriesOf(const QVariant& given) {
    return given.userType() == QMetaType::QVariantList || given.userType() == QMetaType::QStringList
               ? given.toList()
               : QVariantList{given};
  }

  void addPath(const QString& parameter, const QgsRasterLayer* layer) {
    layers.rasters.push_back(
        {parameter.toStdString(), rasterFileOf(layer, parameter), mOnOneGrid.contains(parameter)});
  }

  void addRaster(const QgsProcessingParameterDefinition& definition) {
    const QString name = writtenAs(mParameters.value(definition.name()));
    const QgsRasterLayer* layer =
        QgsProcessingParameters::parameterAsRasterLayer(&definition, mParameters, mContext);
    if (layer == nullptr && qobject_cast<const QgsVectorLayer*>(
                                QgsProcessingUtils::mapLayerFromString(name, mContext)) != nullptr)
      throw Error("%1: '%2' is a vector layer; choose a raster, or make one of it with Vector "
                  "evidence.",
                  definition.name().toStdString(), name.toStdString());
    if (layer == nullptr)
      cannotOpen(definition.name(), name, "raster");
    addPath(definition.name(), layer);
  }

  void addLayers(const QgsProcessingParameterDefinition& definition) {
    // QGIS's own list leaves out what cannot be opened: it is found here, to be named.
    for (const QVariant& entry : entriesOf(mParameters.value(definition.name())))
      if (entry.userType() == QMetaType::QString &&
          QgsProcessingUtils::mapLayerFromString(entry.toString(), mContext) == nullptr)
        cannotOpen(definition.name(), entry.toString(), "raster");
    for (QgsMapLayer* layer :
         QgsProcessingParameters::parameterAsLayerList(&definition, mParameters, mContext)) {
      const auto* raster = qobject_cast<const QgsRasterLayer*>(layer);
      if (raster == nullptr)
        throw Error("%1: '%2' is a vector layer; choose a raster, or make one of it with "
                    "Vector evidence.",
                    definition.name().toStdString(),
                    (layer == nullptr ? QString() : shownName(*layer)).toStdString());
      addPath(definition.name(), raster);
    }
  }

  void addLayer(const QString& parameter, const QgsMapLayer* layer) {
    if (const auto* raster = qobject_cast<const QgsRasterLayer*>(layer))
      addPath(parameter, raster);
    else if (const auto* vector = qobject_cast<const QgsVectorLayer*>(layer))
      addVector(parameter, shownName(*vector), vector->isSpatial(), vector->crs());
    else
      cannotOpen(parameter, writtenAs(mParameters.value(parameter)), "raster or vector layer");
  }

  void addSource(const QgsProcessingParameterDefinition& definition) {
    // QGIS would make a new layer in memory, without features, of the source of one that is gone.
    const QString name = writtenAs(mParameters.value(definition.name()));
    if (name.startsWith(inMemory) && !isOpen(name) && !isOpen(name.mid(inMemory.size())))
      cannotOpen(definition.name(), name, "vector layer");
    const std::unique_ptr<QgsProcessingFeatureSource> source(
        QgsProcessingParameters::parameterAsSource(&definition, mParameters, mContext));
    if (!source)
      cannotOpen(definition.name(), name, "vector layer");
    addVector(definition.name(), source->sourceName(), source->wkbType() != Qgis::WkbType::NoGeometry,
              source->sourceCrs());
  }

  bool isOpen(const QString& name) {
    return QgsProcessingUtils::mapLayerFromString(name, mContext, false) != nullptr;
  }

  void addVector(const QString& parameter, const QString& name, bool spatial,
                 const QgsCoordinateReferenceSystem& crs) {
    if (spatial)
      layers.vectors.push_back(
          {parameter.toStdString(), name.toStdString(), wktOf(crs), mOnOneGrid.contains(parameter)});
  }

  const QVariantMap& mParameters;
  const QStringList& mOnOneGrid;
  QgsProcessingContext& mContext;
};

ChosenLayers chosenLayers(const QgsProcessingAlgorithm& algorithm, const QVariantMap& parameters,
                          const QStringList& onOneGrid, QgsProcessingContext& context) {
  Collection collection(parameters, onOneGrid, context);
  for (const QgsProcessingParameterDefinition* definition : algorithm.parameterDefinitions())
    collection.add(*definition);
  return collection.layers;
}

} // namespace

void checkLayersOpen(const QgsProcessingAlgorithm& algorithm, const QVariantMap& parameters,
                     QgsProcessingContext& context) {
  chosenLayers(algorithm, parameters, {}, context);
}

QStringList preflightOf(const QgsProcessingAlgorithm& algorithm, const QVariantMap& parameters,
                        const QStringList& onOneGrid, QgsProcessingContext& context,
                        QgsProcessingFeedback* feedback) {
  QStringList doubts;
  ChosenLayers layers = chosenLayers(algorithm, parameters, onOneGrid, context);
  if (layers.rasters.empty())
    return doubts;
  if (const QgsProcessingParameterDefinition* assume = algorithm.parameterDefinition(assumeCrsName)) {
    layers.crsMayLackParameter = assumeCrsName.toStdString();
    layers.crsMayLack = QgsProcessingParameters::parameterAsBool(assume, parameters, context);
  }
  for (const Sentence& doubt : preflight(layers))
    doubts << QString::fromStdString(inLanguage(doubt).text());
  if (feedback != nullptr)
    for (const QString& doubt : doubts)
      feedback->pushWarning(doubt);
  return doubts;
}

} // namespace prospectivity
