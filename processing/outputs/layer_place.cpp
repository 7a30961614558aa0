#include "processing/outputs/layer_place.h"

#include "processing/outputs/loaded_layer.h"
#include "processing/releases/enumerations.h"

#include <QCoreApplication>
#include <QPointer>
#include <QTimer>
#include <qgslayertree.h>
#include <qgslayertreegroup.h>
#include <qgslayertreelayer.h>
#include <qgsmaplayer.h>
#include <qgsproject.h>
#include <qgssettings.h>
#include <qgsvectorlayer.h>

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

namespace prospectivity {

namespace {

/// On nodes of the list of layers, kept in project files.
const QString placeProperty = QStringLiteral("prospectivity/place");
const QString groupProperty = QStringLiteral("prospectivity/group");

struct Loaded {
  QPointer<QgsMapLayer> layer; // which somebody may remove before its turn
  LayerPlace place;
};

/// What QGIS has loaded since control returned to its event loop. Main thread.
std::vector<Loaded>& newlyLoaded() {
  static std::vector<Loaded> layers;
  return layers;
}

bool isShown(LayerPlace place) {
  return place <= LayerPlace::Evidence || place == LayerPlace::Tables;
}

/// Which of two loaded at different times lies above; of one rank the newer.
int rankOf(LayerPlace place) {
  const bool isMap = place == LayerPlace::Reasons || place == LayerPlace::Drivers;
  return static_cast<int>(isMap ? LayerPlace::Score : place);
}

bool isPointsOrLines(const QgsMapLayer* layer) {
  const auto* vector = qobject_cast<const QgsVectorLayer*>(layer);
  return vector != nullptr && (vector->geometryType() == Qgis::GeometryType::Point ||
                               vector->geometryType() == Qgis::GeometryType::Line);
}

/// The user's deposits, which lie on top, stay there. What was loaded now lies anywhere and does not count.
int indexBelowPoints(const QgsLayerTree& root, const std::vector<Loaded>& loaded) {
  int index = 0;
  const QList<QgsLayerTreeNode*> nodes = root.children();
  for (int i = 0; i < nodes.size(); ++i) {
    const auto* node = qobject_cast<const QgsLayerTreeLayer*>(nodes.at(i));
    const QgsMapLayer* layer = node == nullptr ? nullptr : node->layer();
    const bool isNew = layer != nullptr && std::any_of(loaded.begin(), loaded.end(),
                                                       [&](const Loaded& one) { return one.layer == layer; });
    if (isNew)
      continue;
    if (!isPointsOrLines(layer))
      break;
    index = i + 1;
  }
  return index;
}

QgsLayerTreeGroup& groupOf(QgsLayerTree& root, const std::vector<Loaded>& loaded) {
  const QString ofResults =
      QgsSettings().value(QStringLiteral("Processing/Configuration/RESULTS_GROUP_NAME")).toString();
  if (QgsLayerTreeGroup* chosen = ofResults.isEmpty() ? nullptr : root.findGroup(ofResults))
    return *chosen;
  const QList<QgsLayerTreeGroup*> groups = root.findGroups(true);
  for (QgsLayerTreeGroup* group : groups)
    if (group->customProperty(groupProperty).toBool())
      return *group;
  QgsLayerTreeGroup* made =
      root.insertGroup(indexBelowPoints(root, loaded), QStringLiteral("Prospectivity Lens"));
  made->setCustomProperty(groupProperty, true);
  return *made;
}

/// Above the first layer of the group that lies as deep. Layers of others in the group do not count.
int indexIn(const QgsLayerTreeGroup& group, LayerPlace place) {
  const QList<QgsLayerTreeNode*> nodes = group.children();
  for (int i = 0; i < nodes.size(); ++i) {
    const QVariant other = nodes.at(i)->customProperty(placeProperty);
    if (other.isValid() && rankOf(static_cast<LayerPlace>(other.toInt())) >= rankOf(place))
      return i;
  }
  return static_cast<int>(nodes.size());
}

void moveToPlace(QgsLayerTreeLayer& node, QgsLayerTreeGroup& group, LayerPlace place) {
  QgsLayerTreeLayer* moved = node.clone();
  moved->setCustomProperty(placeProperty, static_cast<int>(place));
  moved->setItemVisibilityChecked(isShown(place));
  moved->setExpanded(isShown(place));
  // First in, then out: the project drops layers that are nowhere in the list.
  group.insertChildNode(indexIn(group, place), moved);
  if (auto* former = qobject_cast<QgsLayerTreeGroup*>(node.parent()))
    former->removeChildNode(&node);
}

void placeNewlyLoaded() {
  std::vector<Loaded> loaded;
  std::swap(loaded, newlyLoaded());
  const bool hasScore = std::any_of(loaded.begin(), loaded.end(),
                                    [](const Loaded& one) { return one.place == LayerPlace::Score; });
  for (Loaded& one : loaded) {
    const auto* vector = qobject_cast<const QgsVectorLayer*>(one.layer.data());
    if (vector != nullptr && !vector->isSpatial())
      one.place = LayerPlace::Tables;
    else if (one.place == LayerPlace::Samples)
      one.place = hasScore ? LayerPlace::Support : LayerPlace::Points;
  }
  std::stable_sort(loaded.begin(), loaded.end(),
                   [](const Loaded& a, const Loaded& b) { return a.place < b.place; });
  // From the last, as each goes above those of its rank.
  for (auto one = loaded.rbegin(); one != loaded.rend(); ++one) {
    const QgsProject* project = one->layer.isNull() ? nullptr : one->layer->project();
    if (project == nullptr)
      continue;
    QgsLayerTree& root = *project->layerTreeRoot();
    QgsLayerTreeLayer* node = root.findLayer(one->layer->id());
    if (node != nullptr && !node->customProperty(placeProperty).isValid())
      moveToPlace(*node, groupOf(root, loaded), one->place);
  }
}

} // namespace

// QGIS has the layer in its list before it calls what is to be done to it: 3.22 calls after each layer that
// it adds (Postprocessing.py, addMapLayer), 3.40 after all of them (Postprocessing.py, insertChildNode), 3.44
// too (QgsProcessingGuiUtils::addResultLayers). Which of the layers comes first depends on the names of their
// files. So they wait until all are there, and the order does not depend on the release.
void placeLoaded(QgsProcessingContext& context, const QString& layerId, LayerPlace place) {
  whenLoaded(context, layerId, [place](QgsMapLayer& layer) {
    if (newlyLoaded().empty())
      QTimer::singleShot(0, QCoreApplication::instance(), placeNewlyLoaded);
    newlyLoaded().push_back({&layer, place});
  });
}

} // namespace prospectivity
