#include "engine/explain/layer_players.h"

#include <QtTest>

using namespace prospectivity;

/// Who plays together: the classes of a layer, and nobody else.
class TestLayerPlayers : public QObject {
  Q_OBJECT

 private slots:
  void classesOfALayerAreOnePlayer();
  void classesStandAloneUnlessAsked();
  void namesThatAreNoClassesStandAlone();
  void quantitiesNamedLikeClassesStandAlone();
  void aWindowBelongsToItsLayer();
  void aGroupHasTheValueOfItsClass();
};

namespace {

using Names = std::vector<std::string>;
using Columns = std::vector<std::vector<int>>;

const Names features{"W", "rock=granite", "gravity", "rock=slate", "age=J", "rock=tuff", "age=K"};

} // namespace

void TestLayerPlayers::classesOfALayerAreOnePlayer() {
  const LayerPlayers players = layerPlayers(features, true);
  QVERIFY((players.names == Names{"W", "rock", "gravity", "age"}));
  QVERIFY((players.features.columns == Columns{{0}, {1, 3, 5}, {2}, {4, 6}}));
  QVERIFY((players.classes == std::vector<Names>{{}, {"granite", "slate", "tuff"}, {}, {"J", "K"}}));
}

void TestLayerPlayers::classesStandAloneUnlessAsked() {
  const LayerPlayers players = layerPlayers(features, false);
  QVERIFY(players.names == features);
  QCOMPARE(players.features.columns.at(3), std::vector<int>{3});
  QVERIFY(players.classes.at(1).empty());
}

void TestLayerPlayers::namesThatAreNoClassesStandAlone() {
  const Names alone{"rock=granite", "=x", "=y", "rock", "rock=slate", "age=J"};
  QVERIFY(layerPlayers(alone, true).names ==
          alone); // 'rock' is taken, '=' names no layer, 'age' has one class
}

void TestLayerPlayers::quantitiesNamedLikeClassesStandAlone() {
  const Names names{"Cu=AAS", "rock=granite", "Cu=ICP", "rock=slate"};
  std::vector<FeatureDescription> descriptions(4);
  descriptions[0].kind = descriptions[2].kind = FeatureKind::Quantity;
  const LayerPlayers players = layerPlayers(names, true, descriptions);
  QVERIFY((players.names == Names{"Cu=AAS", "rock", "Cu=ICP"}));
  QVERIFY((players.features.columns == Columns{{0}, {1, 3}, {2}}));
}

void TestLayerPlayers::aWindowBelongsToItsLayer() {
  const Players inputs = layerPlayers({"a=1", "b", "a=2"}, true).inputs(4);
  QVERIFY((inputs.columns == Columns{{0, 1, 2, 3, 8, 9, 10, 11}, {4, 5, 6, 7}}));
}

void TestLayerPlayers::aGroupHasTheValueOfItsClass() {
  SampleTable samples;
  samples.features = {"a=1", "b", "a=2"};
  samples.descriptions = {
      {FeatureKind::Indicator, "", ""}, {FeatureKind::Quantity, "ppm", ""}, {FeatureKind::Indicator, "", ""}};
  samples.values.resize(2, 3);
  samples.values << 0, 7.5, 1, 1, -2, 0;
  const SampleTable values = layerPlayers(samples.features, true).valuesOf(samples);
  QVERIFY((values.features == Names{"a", "b"}));
  QCOMPARE(values.descriptions.size(), std::size_t{2});
  QCOMPARE(values.descriptions[0].nature(), std::string());
  QCOMPARE(values.descriptions[1].unit, std::string("ppm"));
  QCOMPARE(values.values(0, 0), 2.0);
  QCOMPARE(values.values(0, 1), 7.5);
  QCOMPARE(values.values(1, 0), 1.0);
  QCOMPARE(values.values(1, 1), -2.0);
}

QTEST_APPLESS_MAIN(TestLayerPlayers)
#include "test_layer_players.moc"
