#include "plugin/run_places.h"

#include "plugin/file_place.h"
#include "plugin/work_account.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <qgisinterface.h>
#include <qgslayertree.h>
#include <qgslayertreelayer.h>
#include <qgsmapcanvas.h>
#include <qgsmaplayer.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingutils.h>
#include <qgsproject.h>
#include <qgsvectorlayer.h>

namespace prospectivity {

namespace {

/// Behind GDAL's own file systems: on a server, within an archive.
bool isVirtual(const QString& file) {
  return file.startsWith(QLatin1String("/vsi"));
}

/// A source that is neither a file nor the id of a layer: a table of a database, a raster of a server.
bool isOtherSource(const QString& place) {
  return place.contains(QLatin1Char('=')) || place.contains(QLatin1Char(':'));
}

bool isLostMemory(const QgsMapLayer& layer) {
  const auto* vector = qobject_cast<const QgsVectorLayer*>(&layer);
  return vector != nullptr && vector->providerType() == QLatin1String("memory") &&
         vector->featureCount() == 0;
}

QString notThere(const QString& name) {
  return QCoreApplication::translate("ProspectivityPanel",
                                     "%1 is not there any more: run the step again, or put it back.")
      .arg(name);
}

QgsMapLayer* loaded(const QString& place, QgsProject& project) {
  QgsProcessingContext context;
  context.setProject(&project);
  const QgsMapLayer* opened = QgsProcessingUtils::mapLayerFromString(place, context);
  QgsMapLayer* layer = opened == nullptr ? nullptr : context.takeResultLayer(opened->id());
  if (layer == nullptr)
    return nullptr;
  bool isStyled = false; // Processing opens layers without the styles beside their files
  layer->loadDefaultStyle(isStyled);
  return project.addMapLayer(layer);
}

void showExtent(QgsMapCanvas& canvas, QgsMapLayer& layer) {
  const QgsRectangle extent = layer.extent();
  if (extent.isEmpty() || extent.isNull())
    return;
  canvas.setExtent(canvas.mapSettings().layerExtentToOutputExtent(&layer, extent));
  canvas.refresh();
}

} // namespace

bool isPlaceThere(const QString& place, const QgsProject& project) {
  if (place.isEmpty())
    return false;
  if (const QgsMapLayer* layer = project.mapLayer(place))
    return layer->isValid() && !isLostMemory(*layer);
  if (place.contains(QLatin1String("***")))
    return false; // what gives access to it was not kept
  // Nobody asks a server, or looks into a database.
  if (const QString file = filePlaceOf(place).file; !file.isEmpty())
    return isVirtual(file) || QFileInfo::exists(file);
  return isOtherSource(place);
}

QString nameOfPlace(const QString& place, const QgsProject& project) {
  if (const QgsMapLayer* layer = project.mapLayer(place))
    return layer->name();
  if (const QString file = filePlaceOf(place).file; !file.isEmpty())
    return QFileInfo(file).fileName();
  return isOtherSource(place) ? place : QCoreApplication::translate("ProspectivityPanel", "temporary layer");
}

QgsMapLayer* layerAtPlace(const QString& place, const QgsProject& project) {
  if (QgsMapLayer* layer = project.mapLayer(place))
    return layer;
  const QMap<QString, QgsMapLayer*> layers = project.mapLayers();
  for (QgsMapLayer* layer : layers)
    if (isSamePlace(layer->source(), place))
      return layer;
  return nullptr;
}

QString showPlace(QgisInterface& qgis, const QString& place, QgsProject& project) {
  const QString name = nameOfPlace(place, project);
  if (!isPlaceThere(place, project))
    return notThere(name);
  QgsMapLayer* layer = layerAtPlace(place, project);
  if (layer == nullptr)
    layer = loaded(place, project);
  if (layer == nullptr)
    return QCoreApplication::translate(
               "ProspectivityPanel",
               "%1 cannot be opened as a layer: look at it with the program that it is for.")
        .arg(name);
  if (QgsLayerTreeLayer* node = project.layerTreeRoot()->findLayer(layer->id()))
    node->setItemVisibilityCheckedParentRecursive(true);
  qgis.setActiveLayer(layer);
  auto* vector = qobject_cast<QgsVectorLayer*>(layer);
  if (vector != nullptr && !vector->isSpatial())
    qgis.showAttributeTable(vector);
  else
    showExtent(*qgis.mapCanvas(), *layer);
  return QString();
}

} // namespace prospectivity
