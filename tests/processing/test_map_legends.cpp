#include "engine/network/backend.h"
#include "engine/predict/applicability.h"
#include "engine/raster/gdal_raster.h"
#include "engine/raster/gdal_sink.h"
#include "engine/report/palette.h"
#include "processing/outputs/style.h"
#include "tests/processing/map_model.h"
#include "tests/processing/processing_fixture.h"

#include <QSet>
#include <qgscategorizedsymbolrenderer.h>
#include <qgscolorrampshader.h>
#include <qgslayertree.h>
#include <qgslayertreelayer.h>
#include <qgslayertreemodel.h>
#include <qgslayertreemodellegendnode.h>
#include <qgsmaplayerstylemanager.h>
#include <qgspalettedrasterrenderer.h>
#include <qgsrasterlayer.h>
#include <qgsrastershader.h>
#include <qgssinglebandpseudocolorrenderer.h>
#include <qgssymbol.h>
#include <qgsvectorlayer.h>

#include <algorithm>
#include <cmath>
#include <functional>

using namespace prospectivity;

/// The legends of maps, as QGIS shows them when the files are opened anew.
class TestMapLegends : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void targetsAreNamedByShareAndThreshold();
  void scoresRunFromLowToHigh();
  void probabilitiesAreExpectedDepositsPerCell();
  void theLimitOfApplicabilityStandsInTheLegend();
  void coverageCountsLayers_data();
  void coverageCountsLayers();
  void quantitiesHaveTheirUnit_data();
  void quantitiesHaveTheirUnit();
  void closeValuesAreToldApart();
  void reasonsSayWhatRaisesAndLowers();
  void legendsHaveTitlesInsteadOfBands_data();
  void legendsHaveTitlesInsteadOfBands();
  void sevenDriversHaveColours();
  void fewDriversAreListedAsTheyAre();
  void pointsShowSevenDrivers();
  void zeroIsToldFromNoData_data();
  void zeroIsToldFromNoData();
  void theSpreadMayVeilTheScore();
  void stacksShowTheirFirstBand_data();
  void stacksShowTheirFirstBand();

 private:
  QString path(const QString& name) const { return mFolder.path() + "/" + name; }
  QTemporaryDir mFolder;
  NetworkModel mModel;
};

namespace {

const Grid grid{{500000, 500, 0, 2900000, 0, -500}, 40, 30, ""};

void writeRaster(const QString& path, const std::vector<std::string>& bands, const FloatMatrix& values) {
  const auto sink = createRaster(path.toStdString(), grid, bands);
  sink->write({0, 0, grid.columns, grid.rows}, values.data());
  sink->finish();
}

/// Value and label, one after the other.
QStringList classesOf(const QString& file) {
  const QgsRasterLayer layer(file, QStringLiteral("map"));
  QStringList entries;
  if (const auto* renderer = dynamic_cast<const QgsPalettedRasterRenderer*>(layer.renderer()))
    for (const auto& one : renderer->classes())
      entries << QString::number(one.value) + ": " + one.label;
  return entries;
}

QStringList rampOf(const QString& file) {
  const QgsRasterLayer layer(file, QStringLiteral("map"));
  const auto* renderer = dynamic_cast<const QgsSingleBandPseudoColorRenderer*>(layer.renderer());
  const auto* ramp =
      renderer == nullptr
          ? nullptr
          : dynamic_cast<const QgsColorRampShader*>(renderer->shader()->rasterShaderFunction());
  QStringList entries;
  if (ramp != nullptr)
    for (const auto& one : ramp->colorRampItemList())
      entries << QString::number(one.value, 'g', 3) + ": " + one.label;
  return entries;
}

/// What stands below the layer in the list of layers, once QGIS has loaded it into the project.
QStringList loadedLegend(const QString& file, QgsProcessingContext& context, QgsProject& project) {
  auto* layer = new QgsRasterLayer(file, QStringLiteral("map"));
  project.addMapLayer(layer);
  RecordingFeedback feedback;
  context.layerToLoadOnCompletionDetails(file).postProcessor()->postProcessLayer(layer, context, &feedback);
  QgsLayerTreeModel model(project.layerTreeRoot());
  QStringList entries;
  for (QgsLayerTreeModelLegendNode* node :
       model.layerLegendNodes(project.layerTreeRoot()->findLayer(layer->id())))
    entries << node->data(Qt::DisplayRole).toString();
  return entries;
}

} // namespace

void TestMapLegends::initTestCase() {
  mModel = calibratedMapModel(1);
  modelBackend().save(mModel, path("model.pt").toStdString());
  writeRaster(path("stack.tif"), mModel.features, randomRows(3, static_cast<int>(grid.cells()), 42));
  QgsProcessingContext context;
  const AlgorithmRun done = runAlgorithm(QStringLiteral("prospectivity:predict"),
                                         {{"MODEL", path("model.pt")},
                                          {"STACK", path("stack.tif")},
                                          {"OUTPUT", path("map.tif")},
                                          {"APPLICABILITY", path("index.tif")},
                                          {"APPLICABILITY_AREA", path("area.tif")},
                                          {"COVERAGE", path("coverage.tif")},
                                          {"EXPECTED_DEPOSITS", static_cast<double>(grid.cells()) * 0.004},
                                          {"PROBABILITY", path("probability.tif")},
                                          {"TARGETS", path("targets.tif")},
                                          {"TARGET_POLYGONS", path("polygons.gpkg")},
                                          {"TARGET_SHARES", "10, 30"}},
                                         context);
  QVERIFY2(done.ok, qPrintable(done.error));
}

void TestMapLegends::targetsAreNamedByShareAndThreshold() {
  std::vector<float> map(grid.cells());
  openRaster(path("map.tif").toStdString())->read({0}, {0, 0, grid.columns, grid.rows}, map.data());
  std::sort(map.begin(), map.end(), std::greater<>());
  const auto atLeast = [&](std::size_t cells) {
    return " (at least " + QString::number(static_cast<double>(map[cells - 1]), 'f', 3) + ")";
  };
  const QString first = "Top 10 % of the area" + atLeast(120);
  const QString second = "Top 10 % to 30 % of the area" + atLeast(360);
  QVERIFY(atLeast(120) != atLeast(360));
  QCOMPARE(classesOf(path("targets.tif")), (QStringList{"1: " + first, "2: " + second, "3: The rest"}));

  const QgsVectorLayer polygons(path("polygons.gpkg"), QStringLiteral("polygons"), QStringLiteral("ogr"));
  const auto* renderer = dynamic_cast<const QgsCategorizedSymbolRenderer*>(polygons.renderer());
  QVERIFY(renderer != nullptr);
  QCOMPARE(renderer->classAttribute(), QStringLiteral("level"));
  const auto titleOf = [&](const char* name) {
    return polygons.attributeDisplayName(polygons.fields().lookupField(QString::fromLatin1(name)));
  };
  QCOMPARE(titleOf("mean_prob"), QStringLiteral("mean score"));
  QCOMPARE(titleOf("max_prob"), QStringLiteral("highest score"));
  QStringList categories;
  for (const QgsRendererCategory& category : renderer->categories())
    categories << category.value().toString() + ": " + category.label();
  QCOMPARE(categories, (QStringList{"1: " + first, "2: " + second})); // of the rest there are no polygons
}

void TestMapLegends::scoresRunFromLowToHigh() {
  QCOMPARE(rampOf(path("map.tif")), (QStringList{"0: 0 (low)", "0.25: 0.25", "0.5: 0.5 (prospectivity score)",
                                                 "0.75: 0.75", "1: 1 (high)"}));
}

void TestMapLegends::probabilitiesAreExpectedDepositsPerCell() {
  const QString unit = QStringLiteral(" expected deposits per cell");
  QCOMPARE(
      rampOf(path("probability.tif")),
      (QStringList{"0.0001: below 0.0001" + unit, "0.0003: 0.0001 to 0.0003" + unit,
                   "0.001: 0.0003 to 0.001" + unit, "0.003: 0.001 to 0.003" + unit,
                   "0.01: 0.003 to 0.01" + unit, "0.03: 0.01 to 0.03" + unit, "inf: 0.03 and more" + unit}));
}

void TestMapLegends::theLimitOfApplicabilityStandsInTheLegend() {
  const double limit = Applicability(mModel.training, gradientImportance(mModel)).limit();
  const QString number = QString::number(limit, 'g', 3);
  const QStringList index = rampOf(path("index.tif"));
  QCOMPARE(index.size(), 4);
  QCOMPARE(index.mid(0, 3), (QStringList{"0: 0 (as a training sample)",
                                         number + ": " + number + " (limit: inside)", number + ": outside"}));
  const QString top = index.at(3).section(':', 0, 0);
  QCOMPARE(index.at(3), top + ": " + top + " and more");
  QVERIFY(top.toDouble() > 1.99 * limit && top.toDouble() < 4.01 * limit);
  QCOMPARE(classesOf(path("area.tif")),
           (QStringList{"1: inside the area of applicability", "0: outside: unlike all training samples"}));
}

void TestMapLegends::coverageCountsLayers_data() {
  QTest::addColumn<int>("layers");
  QTest::addColumn<QStringList>("counts");
  QTest::newRow("of the map") << 3 << QStringList{"0", "1", "2", "3"};
  QTest::newRow("one layer") << 1 << QStringList{"0", "1"};
  QTest::newRow("many layers") << 30 << QStringList{"0", "8", "15", "23", "30"};
}

void TestMapLegends::coverageCountsLayers() {
  QFETCH(int, layers);
  QFETCH(QStringList, counts);
  if (layers != 3) {
    QgsProcessingContext context;
    styleCoverage(context, path("coverage.tif"), layers);
  }
  QStringList legend;
  for (const QString& count : counts)
    legend << QString("%1: %1 of %2 layers with data").arg(count).arg(layers);
  QCOMPARE(rampOf(path("coverage.tif")), legend);
}

void TestMapLegends::quantitiesHaveTheirUnit_data() {
  QTest::addColumn<double>("highest");
  QTest::addColumn<QString>("unit");
  QTest::addColumn<QStringList>("legend");
  QTest::newRow("metres") << 4000.0 << "m"
                          << QStringList{"0: 0 m", "1e+03: 1000 m", "2e+03: 2000 m", "3e+03: 3000 m",
                                         "4e+03: 4000 m"};
  QTest::newRow("a density") << 0.5 << "km/km²"
                             << QStringList{"0: 0 km/km²", "0.125: 0.125 km/km²", "0.25: 0.25 km/km²",
                                            "0.375: 0.375 km/km²", "0.5: 0.5 km/km²"};
  QTest::newRow("many digits") << 0.0093519 << "ppm"
                               << QStringList{"0: 0 ppm", "0.00234: 0.00234 ppm", "0.00468: 0.00468 ppm",
                                              "0.00701: 0.00701 ppm", "0.00935: 0.00935 ppm"};
  QTest::newRow("without a unit") << 4.0 << "" << QStringList{"0: 0", "1: 1", "2: 2", "3: 3", "4: 4"};
  QTest::newRow("one value everywhere")
      << 0.0 << "m" << QStringList{"0: 0 m", "0.25: 0.25 m", "0.5: 0.5 m", "0.75: 0.75 m", "1: 1 m"};
}

void TestMapLegends::quantitiesHaveTheirUnit() {
  QFETCH(double, highest);
  QFETCH(QString, unit);
  QFETCH(QStringList, legend);
  const QString file = path(QString("quantity_%1.tif").arg(QTest::currentDataTag()).replace(' ', '_'));
  FloatMatrix values = FloatMatrix::Zero(1, static_cast<Eigen::Index>(grid.cells()));
  values(0, 5) = static_cast<float>(highest);
  writeRaster(file, {"quantity"}, values);
  QgsProcessingContext context;
  styleQuantity(context, file, unit);
  QCOMPARE(rampOf(file), legend);
}

void TestMapLegends::closeValuesAreToldApart() {
  const QString file = path("close.tif");
  FloatMatrix values = FloatMatrix::Constant(1, static_cast<Eigen::Index>(grid.cells()), 20);
  values(0, 5) = 20.004F;
  writeRaster(file, {"quantity"}, values);
  QgsProcessingContext context;
  styleQuantity(context, file, "m");
  QStringList labels;
  for (const QString& entry : rampOf(file))
    labels << entry.section(": ", 1);
  QCOMPARE(labels, (QStringList{"20 m", "20.001 m", "20.002 m", "20.003 m", "20.004 m"}));
}

void TestMapLegends::reasonsSayWhatRaisesAndLowers() {
  const QString file = path("reasons.tif");
  FloatMatrix values = FloatMatrix::Constant(2, static_cast<Eigen::Index>(grid.cells()), 2.337966F);
  values.leftCols(values.cols() / 2) *= -1;
  writeRaster(file, {"shap_W", "shap_Sn"}, values);
  QgsProject project;
  QgsProcessingContext context;
  context.addLayerToLoadOnCompletion(file, QgsProcessingContext::LayerDetails("why", &project, "OUTPUT"));
  styleDiverging(context, file, "log-odds", 2, 2);
  QCOMPARE(loadedLegend(file, context, project),
           (QStringList{"share in the score, in log-odds", "-2.4: lowers the score", "-1.2", "0", "1.2",
                        "2.4: raises the score"}));
}

void TestMapLegends::legendsHaveTitlesInsteadOfBands_data() {
  QTest::addColumn<QString>("title");
  QTest::addColumn<int>("style");
  QTest::newRow("score") << "prospectivity score" << 0;
  QTest::newRow("spread") << "standard deviation of the score" << 1;
  QTest::newRow("coverage") << "layers with data" << 2;
  QTest::newRow("drivers") << "layer that raises the score most" << 3;
  QTest::newRow("a quantity") << "ppm" << 4;
  QTest::newRow("presence") << "presence" << 5;
  QTest::newRow("a stack, whose bands change") << "Band 1: first (Gray)" << 6;
}

void TestMapLegends::legendsHaveTitlesInsteadOfBands() {
  QFETCH(QString, title);
  QFETCH(int, style);
  const QString file = path(QString("titled_%1.tif").arg(style));
  FloatMatrix values = FloatMatrix::Zero(2, static_cast<Eigen::Index>(grid.cells()));
  values(0, 5) = 1;
  writeRaster(file, {"first", "second"}, values);
  QgsProject project;
  QgsProcessingContext context;
  context.addLayerToLoadOnCompletion(file, QgsProcessingContext::LayerDetails("map", &project, "OUTPUT"));
  const std::vector<std::function<void()>> styles{
      [&] { styleProspectivity(context, file); },
      [&] { styleSpread(context, file, "standard deviation of the score"); },
      [&] { styleCoverage(context, file, 3); },
      [&] {
        styleDrivers(context, file, {"W", "Sn"}, {0, 1}, "", "low score");
      },
      [&] { styleQuantity(context, file, "ppm"); },
      [&] { stylePresence(context, file); },
      [&] { styleStack(context, file, {}); }};
  styles[static_cast<std::size_t>(style)]();
  const QStringList legend = loadedLegend(file, context, project);
  QVERIFY(legend.size() > 1);
  // Releases write the number of a single band with one digit or two.
  QCOMPARE(QString(legend.first()).replace("Band 01", "Band 1"), title);
}

/// Seven of nine layers, the others as one class, and low scores as one.
void TestMapLegends::sevenDriversHaveColours() {
  const QString file = path("drivers.tif");
  writeRaster(file, {"driver", "driver where the score is high"},
              FloatMatrix::Constant(2, static_cast<Eigen::Index>(grid.cells()), 2));
  QgsProcessingContext context;
  const QStringList names{"W", "Sn", "Bi", "Mo", "Cu", "Pb", "Zn", "Ag", "Au"};
  styleDrivers(context, file, names, {1, 8, 0, 2, 3, 4, 5}, "other (2 drivers)", "low score: below 0.4");
  QCOMPARE(classesOf(file), (QStringList{"1: Sn", "2: Au", "3: W", "4: Bi", "5: Mo", "6: Cu", "7: Pb",
                                         "8: other (2 drivers)", "9: low score: below 0.4"}));
  const QgsRasterLayer layer(file, QStringLiteral("map"));
  const auto* renderer = dynamic_cast<const QgsPalettedRasterRenderer*>(layer.renderer());
  QVERIFY(renderer != nullptr);
  QCOMPARE(renderer->usesBands(), QList<int>{2});
  QSet<QString> colours;
  for (const auto& one : renderer->classes())
    colours << one.color.name();
  QCOMPARE(colours.size(), 9);
  QCOMPARE(renderer->classes().at(7).color.name(), QString(palette::others));
  QCOMPARE(renderer->classes().at(8).color.name(), QString(palette::lowScore));
}

/// A layer keeps the colour that it has on maps of the same layers, whatever its class.
void TestMapLegends::fewDriversAreListedAsTheyAre() {
  const QString file = path("few_drivers.tif");
  writeRaster(file, {"driver", "driver where the score is high"},
              FloatMatrix::Constant(2, static_cast<Eigen::Index>(grid.cells()), 2));
  QgsProcessingContext context;
  styleDrivers(context, file, {"W", "Sn", "Bi"}, {0, 1, 2}, "", "");
  QCOMPARE(classesOf(file), (QStringList{"1: W", "2: Sn", "3: Bi"}));
  const auto colourOf = [&](int place) {
    const QgsRasterLayer layer(file, QStringLiteral("map"));
    return dynamic_cast<const QgsPalettedRasterRenderer&>(*layer.renderer()).classes().at(place).color;
  };
  const QColor tin = colourOf(1);
  styleDrivers(context, file, {"W", "Sn", "Bi"}, {1, 0, 2}, "", "low score");
  QCOMPARE(classesOf(file), (QStringList{"1: Sn", "2: W", "3: Bi", "4: low score"}));
  QCOMPARE(colourOf(0), tin);
}

void TestMapLegends::pointsShowSevenDrivers() {
  const QStringList names{"W", "Sn", "Bi", "Mo", "Cu", "Pb", "Zn", "Ag", "Au"};
  QgsProject project;
  auto* layer = new QgsVectorLayer("Point?field=driver:string", "samples", "memory");
  project.addMapLayer(layer);
  QgsProcessingContext context;
  context.addLayerToLoadOnCompletion(layer->id(),
                                     QgsProcessingContext::LayerDetails("samples", &project, "OUTPUT"));
  styleDriverPoints(context, layer->id(), "driver", names);
  RecordingFeedback feedback;
  context.layerToLoadOnCompletionDetails(layer->id())
      .postProcessor()
      ->postProcessLayer(layer, context, &feedback);
  const auto* renderer = dynamic_cast<const QgsCategorizedSymbolRenderer*>(layer->renderer());
  QVERIFY(renderer != nullptr);
  QCOMPARE(renderer->categories().size(), 8);
  for (int i = 0; i < 7; ++i)
    QCOMPARE(renderer->categories().at(i).label(), names.at(i));
  const QgsRendererCategory& others = renderer->categories().last();
  QCOMPARE(others.label(), QString("other (2 layers)"));
  QCOMPARE(others.value().toList(), (QVariantList{"Ag", "Au"}));
  QCOMPARE(others.symbol()->color().name(), QString(palette::others));
}

void TestMapLegends::zeroIsToldFromNoData_data() {
  QTest::addColumn<int>("style");
  const QStringList names{"spread", "reasons", "presence", "a quantity", "levels", "score", "coverage"};
  for (int style = 0; style < names.size(); ++style)
    QTest::newRow(qPrintable(names.at(style))) << style;
}

// Cells without data let the white ground through: nothing that has data looks like it.
void TestMapLegends::zeroIsToldFromNoData() {
  QFETCH(int, style);
  const QString file = path(QString("zero_%1.tif").arg(style));
  FloatMatrix values = FloatMatrix::Zero(1, static_cast<Eigen::Index>(grid.cells()));
  values(0, 5) = 1;
  values(0, 6) = -1;
  writeRaster(file, {"first"}, values);
  QgsProcessingContext context;
  const std::vector<std::function<void()>> styles{[&] { styleSpread(context, file, "spread"); },
                                                  [&] { styleDiverging(context, file, "log-odds", 1, 1); },
                                                  [&] { stylePresence(context, file); },
                                                  [&] { styleQuantity(context, file, "ppm"); },
                                                  [&] {
                                                    styleLevels(context, file, {"a", "b", "the rest"});
                                                  },
                                                  [&] { styleProspectivity(context, file); },
                                                  [&] { styleCoverage(context, file, 3); }};
  styles[static_cast<std::size_t>(style)]();
  const QgsRasterLayer layer(file, QStringLiteral("map"));
  QList<QColor> colours;
  if (const auto* classes = dynamic_cast<const QgsPalettedRasterRenderer*>(layer.renderer())) {
    for (const auto& one : classes->classes())
      colours << one.color;
  } else {
    const auto* renderer = dynamic_cast<const QgsSingleBandPseudoColorRenderer*>(layer.renderer());
    QVERIFY(renderer != nullptr);
    const auto* ramp = dynamic_cast<const QgsColorRampShader*>(renderer->shader()->rasterShaderFunction());
    for (const auto& one : ramp->colorRampItemList())
      colours << one.color;
  }
  QVERIFY(colours.size() > 1);
  for (const QColor& colour : colours) {
    QCOMPARE(colour.alpha(), 255);
    QVERIFY2(std::min({colour.red(), colour.green(), colour.blue()}) <= 225, qPrintable(colour.name()));
  }
}

// A second style of the loaded layer; the one that it opens with stays as it is.
void TestMapLegends::theSpreadMayVeilTheScore() {
  const QString file = path("veil.tif");
  FloatMatrix values = FloatMatrix::Zero(1, static_cast<Eigen::Index>(grid.cells()));
  values(0, 5) = 0.2F;
  writeRaster(file, {"spread"}, values);
  QgsProject project;
  QgsProcessingContext context;
  context.addLayerToLoadOnCompletion(file, QgsProcessingContext::LayerDetails("spread", &project, "OUTPUT"));
  styleSpread(context, file, "standard deviation of the score");
  addVeil(context, file);
  const QStringList legend = loadedLegend(file, context, project);
  QCOMPARE(legend.value(1), QStringLiteral("0 (all agree)"));
  auto* layer = qobject_cast<QgsRasterLayer*>(project.mapLayers().first());
  QgsMapLayerStyleManager& styles = *layer->styleManager();
  QCOMPARE(styles.styles().size(), 2);
  QVERIFY(styles.currentStyle() != veilName);
  QVERIFY(styles.setCurrentStyle(veilName));
  const auto* renderer = dynamic_cast<const QgsSingleBandPseudoColorRenderer*>(layer->renderer());
  QVERIFY(renderer != nullptr);
  const auto* ramp = dynamic_cast<const QgsColorRampShader*>(renderer->shader()->rasterShaderFunction());
  const auto items = ramp->colorRampItemList();
  QCOMPARE(items.first().color.alpha(), 0);
  QCOMPARE(items.first().label, QStringLiteral("0: the score as it is"));
  QVERIFY(items.last().color.alpha() > 200);
  QCOMPARE(items.last().label, QStringLiteral("0.2: the score fades, as the members disagree most"));
}

void TestMapLegends::stacksShowTheirFirstBand_data() {
  QTest::addColumn<int>("kind");
  QTest::addColumn<QString>("unit");
  QTest::addColumn<QString>("transform");
  QTest::addColumn<QStringList>("ramp");
  QTest::addColumn<QStringList>("classes");
  const auto ramp = [](const QString& after) {
    return QStringList{"0: 0" + after, "1: 1" + after, "2: 2" + after, "3: 3" + after, "4: 4" + after};
  };
  QTest::newRow("a quantity") << static_cast<int>(FeatureKind::Quantity) << "ppm"
                              << "" << ramp(" ppm") << QStringList();
  QTest::newRow("a logarithm") << static_cast<int>(FeatureKind::Quantity) << "ppm"
                               << "log 0"
                               << QStringList{"0: 1 ppm", "1: 2.72 ppm", "2: 7.39 ppm", "3: 20.1 ppm",
                                              "4: 54.6 ppm"}
                               << QStringList();
  QTest::newRow("a logarithm with bounds")
      << static_cast<int>(FeatureKind::Quantity) << ""
      << "winsorize 0 60 then log 1"
      << QStringList{"0: 0 (winsorized to 0 .. 60)", "1: 1.72 (winsorized to 0 .. 60)",
                     "2: 6.39 (winsorized to 0 .. 60)", "3: 19.1 (winsorized to 0 .. 60)",
                     "4: 53.6 (winsorized to 0 .. 60)"}
      << QStringList();
  QTest::newRow("no exact inverse") << static_cast<int>(FeatureKind::Quantity) << "ppm"
                                    << "log 0 then winsorize 0 4"
                                    << ramp(" (ppm, logarithm, winsorized to 0 .. 4)") << QStringList();
  QTest::newRow("nothing known") << static_cast<int>(FeatureKind::Unknown) << ""
                                 << "" << ramp("") << QStringList();
  QTest::newRow("codes") << static_cast<int>(FeatureKind::Codes) << ""
                         << "" << QStringList() << QStringList{"0: 0", "4: granite"};
  QTest::newRow("an indicator") << static_cast<int>(FeatureKind::Indicator) << ""
                                << "" << QStringList() << QStringList{"0: absent", "1: present"};
}

void TestMapLegends::stacksShowTheirFirstBand() {
  QFETCH(int, kind);
  QFETCH(QString, unit);
  QFETCH(QString, transform);
  const QString file = path(QString("stack_%1.tif").arg(QTest::currentDataTag()).replace(' ', '_'));
  FloatMatrix values = FloatMatrix::Zero(3, static_cast<Eigen::Index>(grid.cells()));
  values(0, 5) = 4;
  writeRaster(file, {"first", "second", "third"}, values);
  FeatureDescription first{static_cast<FeatureKind>(kind), unit.toStdString(), transform.toStdString()};
  if (first.kind == FeatureKind::Codes)
    first.classes[4] = "granite";
  QgsProcessingContext context;
  styleStack(context, file, first);
  QTEST(rampOf(file), "ramp");
  QTEST(classesOf(file), "classes");
}

PROCESSING_TEST_MAIN(TestMapLegends)
#include "test_map_legends.moc"
