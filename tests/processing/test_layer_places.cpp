#include "processing/outputs/layer_place.h"
#include "tests/processing/processing_fixture.h"

#include <QCoreApplication>
#include <qgslayertree.h>
#include <qgslayertreegroup.h>
#include <qgslayertreelayer.h>
#include <qgssettings.h>
#include <qgsvectorlayer.h>

#include <vector>

using namespace prospectivity;

/// Where loaded layers stand in the list of layers, and which of them are ticked.
class TestLayerPlaces : public QObject {
  Q_OBJECT

 private slots:
  void mapsLieOverWhatSupportsThem();
  void samplesSupportTheMapThatIsMadeOfThem();
  void depositsOnTopStayThere();
  void theNewestMapIsSeen();
  void aLayerIsPlacedOnce();
  void theGroupMayBeRenamedAndMoved();
  void aLayerMayGoAtOnce();
  void theGroupOfResultsIsRespected();
};

namespace {

struct Wanted {
  QString name;
  LayerPlace place;
  QString geometry = "Polygon";
};

/// What QGIS does with the layers of a run: adds each to the project, then calls what is to be done to it.
void load(QgsProject& project, const std::vector<Wanted>& layers, bool removed = false) {
  QgsProcessingContext context;
  RecordingFeedback feedback;
  for (const Wanted& wanted : layers) {
    auto* layer = new QgsVectorLayer(wanted.geometry, wanted.name, "memory");
    project.addMapLayer(layer);
    const QString id = layer->id();
    context.addLayerToLoadOnCompletion(id,
                                       QgsProcessingContext::LayerDetails(wanted.name, &project, "OUTPUT"));
    placeLoaded(context, id, wanted.place);
    context.layerToLoadOnCompletionDetails(id).postProcessor()->postProcessLayer(layer, context, &feedback);
    if (removed)
      project.removeMapLayer(id);
  }
  QCoreApplication::processEvents();
}

/// Names from the top to the end; of groups with what is in them; "-" before what is not ticked.
QStringList listOf(const QgsLayerTreeGroup& group) {
  QStringList names;
  for (const QgsLayerTreeNode* node : group.children()) {
    names << (node->itemVisibilityChecked() ? QString() : QString("-")) + node->name();
    if (const auto* inner = qobject_cast<const QgsLayerTreeGroup*>(node))
      names << "(" << listOf(*inner) << ")";
  }
  return names;
}

} // namespace

void TestLayerPlaces::mapsLieOverWhatSupportsThem() {
  QgsProject project;
  load(project, {{"table", LayerPlace::Support, "None"},
                 {"stack", LayerPlace::Stack},
                 {"why", LayerPlace::Reasons},
                 {"strongest", LayerPlace::Drivers},
                 {"score", LayerPlace::Score},
                 {"spread", LayerPlace::Support},
                 {"samples", LayerPlace::Points, "Point"},
                 {"distance", LayerPlace::Evidence},
                 {"targets", LayerPlace::Outlines}});
  QCOMPARE(listOf(*project.layerTreeRoot()),
           (QStringList{"Prospectivity Lens", "(", "samples", "targets", "score", "why", "strongest",
                        "distance", "-spread", "-stack", "table", ")"}));
  QCOMPARE(project.mapLayers().size(), 9); // none is lost on the way
}

// Alone they are the result, in a chain one step to it.
void TestLayerPlaces::samplesSupportTheMapThatIsMadeOfThem() {
  QgsProject alone;
  load(alone, {{"samples", LayerPlace::Samples, "Point"}, {"stack", LayerPlace::Stack}});
  QCOMPARE(listOf(*alone.layerTreeRoot()),
           (QStringList{"Prospectivity Lens", "(", "samples", "-stack", ")"}));
  QgsProject chain;
  load(chain, {{"samples", LayerPlace::Samples, "Point"},
               {"shap points", LayerPlace::Points, "Point"},
               {"stack", LayerPlace::Stack},
               {"score", LayerPlace::Score}});
  QCOMPARE(listOf(*chain.layerTreeRoot()),
           (QStringList{"Prospectivity Lens", "(", "shap points", "score", "-samples", "-stack", ")"}));
  // A map that is made later leaves them where they are.
  load(alone, {{"score", LayerPlace::Score}});
  QCOMPARE(listOf(*alone.layerTreeRoot()),
           (QStringList{"Prospectivity Lens", "(", "samples", "score", "-stack", ")"}));
}

void TestLayerPlaces::depositsOnTopStayThere() {
  QgsProject project;
  for (const char* name : {"ground", "faults", "deposits"})
    project.addMapLayer(
        new QgsVectorLayer(QString(name) == "ground" ? "Polygon" : "Point", QString(name), "memory"));
  QCOMPARE(listOf(*project.layerTreeRoot()), (QStringList{"deposits", "faults", "ground"}));
  load(project, {{"score", LayerPlace::Score}});
  QCOMPARE(listOf(*project.layerTreeRoot()),
           (QStringList{"deposits", "faults", "Prospectivity Lens", "(", "score", ")", "ground"}));
}

void TestLayerPlaces::theNewestMapIsSeen() {
  QgsProject project;
  load(project, {{"targets", LayerPlace::Outlines}, {"score", LayerPlace::Score}});
  load(project, {{"why", LayerPlace::Reasons}, {"strongest", LayerPlace::Drivers}});
  load(project, {{"second score", LayerPlace::Score}, {"spread", LayerPlace::Support}});
  QCOMPARE(listOf(*project.layerTreeRoot()),
           (QStringList{"Prospectivity Lens", "(", "targets", "second score", "why", "strongest", "score",
                        "-spread", ")"}));
}

void TestLayerPlaces::aLayerIsPlacedOnce() {
  QgsProject project;
  load(project, {{"score", LayerPlace::Score}, {"spread", LayerPlace::Support}});
  // The user takes the spread out and ticks it.
  QgsLayerTreeGroup* root = project.layerTreeRoot();
  QgsLayerTreeLayer* spread = root->findLayer(project.mapLayersByName("spread").first()->id());
  QgsLayerTreeNode* moved = spread->clone();
  moved->setItemVisibilityChecked(true);
  root->insertChildNode(0, moved);
  qobject_cast<QgsLayerTreeGroup*>(spread->parent())->removeChildNode(spread);
  const QStringList asMoved{"spread", "Prospectivity Lens", "(", "score", ")"};
  QCOMPARE(listOf(*root), asMoved);
  // A further run writes to the same file, and QGIS calls again for the layer that it has.
  QgsProcessingContext context;
  RecordingFeedback feedback;
  QgsMapLayer* layer = project.mapLayersByName("spread").first();
  context.addLayerToLoadOnCompletion(layer->id(),
                                     QgsProcessingContext::LayerDetails("spread", &project, "OUTPUT"));
  placeLoaded(context, layer->id(), LayerPlace::Support);
  context.layerToLoadOnCompletionDetails(layer->id())
      .postProcessor()
      ->postProcessLayer(layer, context, &feedback);
  QCoreApplication::processEvents();
  QCOMPARE(listOf(*root), asMoved);
}

void TestLayerPlaces::theGroupMayBeRenamedAndMoved() {
  QgsProject project;
  load(project, {{"score", LayerPlace::Score}});
  QgsLayerTreeGroup* outer = project.layerTreeRoot()->insertGroup(0, "District");
  QgsLayerTreeGroup* group = project.layerTreeRoot()->findGroup("Prospectivity Lens");
  QgsLayerTreeNode* clone = group->clone();
  clone->setName("Tungsten");
  outer->insertChildNode(0, clone);
  project.layerTreeRoot()->removeChildNode(group);
  load(project, {{"stack", LayerPlace::Stack}});
  QCOMPARE(listOf(*project.layerTreeRoot()),
           (QStringList{"District", "(", "Tungsten", "(", "score", "-stack", ")", ")"}));
}

void TestLayerPlaces::aLayerMayGoAtOnce() {
  QgsProject project;
  load(project, {{"score", LayerPlace::Score}, {"spread", LayerPlace::Support}}, true);
  QCOMPARE(listOf(*project.layerTreeRoot()), QStringList());
}

void TestLayerPlaces::theGroupOfResultsIsRespected() {
  const QString setting = QStringLiteral("Processing/Configuration/RESULTS_GROUP_NAME");
  QgsProject project;
  project.layerTreeRoot()->insertGroup(0, "Results"); // as QGIS does
  QgsSettings().setValue(setting, "Results");
  load(project, {{"spread", LayerPlace::Support}, {"score", LayerPlace::Score}});
  QgsSettings().remove(setting);
  QCOMPARE(listOf(*project.layerTreeRoot()), (QStringList{"Results", "(", "score", "-spread", ")"}));
}

PROCESSING_TEST_MAIN(TestLayerPlaces)
#include "test_layer_places.moc"
