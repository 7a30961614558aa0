#include "engine/explain/shapley_map.h"
#include "engine/explain/target_drivers.h"
#include "processing/layers/map_scale.h"
#include "tests/processing/target_fixture.h"

#include <QDir>
#include <QFile>
#include <qgsfeature.h>
#include <qgsfeatureiterator.h>
#include <qgsgeometry.h>
#include <qgsvectorlayer.h>

#include <algorithm>
#include <cmath>
#include <tuple>

using namespace prospectivity;

/// The ranked list of targets that prospectivity:predict writes, against the rasters of the same run.
class TestTargets : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void fieldsAreThoseOfTheCells();
  void whatIsNotKnownIsNull();
  void driversAreTheMeanShapleyValues();
  void smallTargetsAreLeftOut();
  void areasAreOfTheGround();
  void whatLiesBeyondTheEarthCountsNoGround();
  void memoryAndOtherOutputsChangeNothing();
  void nothingIsWrittenElsewhere();

 private:
  QString path(const QString& name) const { return mFolder.path() + "/" + name; }

  /// Features of the targets by rank.
  QVector<QgsFeature> targets(const QVariantMap& more, AlgorithmRun* told = nullptr) {
    QVariantMap parameters{{"MODEL", path("model.pt")},
                           {"STACK", path("stack.tif")},
                           {"OUTPUT", path("map.tif")},
                           {"TARGET_POLYGONS", path("targets.gpkg")},
                           {"TARGET_SHARES", "10, 30"}};
    for (auto entry = more.begin(); entry != more.end(); ++entry)
      parameters.insert(entry.key(), entry.value());
    QgsProcessingContext context;
    context.setProject(QgsProject::instance());
    const AlgorithmRun run = runAlgorithm(QStringLiteral("prospectivity:predict"), parameters, context);
    if (told != nullptr)
      *told = run;
    else if (!run.ok)
      qWarning("%s", qPrintable(run.error));
    const QgsVectorLayer layer(path("targets.gpkg"), "targets", "ogr");
    QVector<QgsFeature> features;
    QgsFeature feature;
    for (QgsFeatureIterator all = layer.getFeatures(); all.nextFeature(feature);)
      features << feature;
    return features;
  }

  /// Cells whose centre lies in a target.
  static std::vector<std::size_t> cellsIn(const QgsFeature& target) {
    const Grid grid = targetGrid();
    std::vector<std::size_t> cells;
    for (std::size_t i = 0; i < grid.cells(); ++i) {
      const Point center =
          grid.center(static_cast<int>(i) % grid.columns, static_cast<int>(i) / grid.columns);
      const QgsPointXY place(center.x, center.y);
      if (target.geometry().contains(&place))
        cells.push_back(i);
    }
    return cells;
  }

  QTemporaryDir mFolder;
  NetworkModel mModel;
};

void TestTargets::initTestCase() {
  mModel = targetModel(path("model.pt"));
  writeTargetStack(path("stack.tif"));
}

void TestTargets::fieldsAreThoseOfTheCells() {
  const Grid grid = targetGrid();
  QVector<QgsPointXY> points;
  for (const int cell : {45, 300, 641, 900, 900}) { // the last two at one place
    const Point center = grid.center(cell % grid.columns, cell / grid.columns);
    points << QgsPointXY(center.x + 100, center.y - 60);
  }
  addPoints("known", "EPSG:32650", points);
  const QVector<QgsFeature> found = targets({{"UNCERTAINTY", "ensemble"},
                                             {"UNCERTAINTY_OUTPUT", path("spread.tif")},
                                             {"APPLICABILITY_AREA", path("area.tif")},
                                             {"KNOWN_DEPOSITS", "known"}});
  QVERIFY(found.size() > 2);
  const std::vector<float> map = cellsOf(path("map.tif"));
  const std::vector<float> spread = cellsOf(path("spread.tif"));
  const std::vector<float> area = cellsOf(path("area.tif"));
  std::tuple<int, double> before{0, 0};
  QSet<int> ids;
  long long inside = 0;
  for (int i = 0; i < found.size(); ++i) {
    const QgsFeature& target = found[i];
    const std::vector<std::size_t> cells = cellsIn(target);
    const auto count = static_cast<double>(cells.size());
    const auto meanOf = [&](const std::vector<float>& raster) {
      double sum = 0;
      for (const std::size_t cell : cells)
        sum += static_cast<double>(raster[cell]);
      return sum / count;
    };
    QCOMPARE(target.attribute("rank").toInt(), i + 1);
    ids.insert(target.attribute("id").toInt());
    QCOMPARE(target.attribute("cells").toLongLong(), static_cast<long long>(cells.size()));
    QVERIFY(cells.size() >= 2);
    QVERIFY(std::abs(target.attribute("mean_prob").toDouble() - meanOf(map)) < 1e-9);
    QVERIFY(std::abs(target.attribute("spread").toDouble() - meanOf(spread)) < 1e-9);
    QVERIFY(std::abs(target.attribute("applicable").toDouble() - meanOf(area)) < 1e-9);
    QCOMPARE(target.attribute("coverage").toDouble(), 1.0);
    const std::tuple<int, double> place{target.attribute("level").toInt(),
                                        -target.attribute("mean_prob").toDouble()};
    QVERIFY(before <= place);
    before = place;
    long long deposits = 0;
    double nearest = 1e300;
    for (int point = 0; point < 4; ++point) {
      deposits += target.geometry().contains(&points[point]) ? 1 : 0;
      for (const std::size_t cell : cells) {
        const Point center =
            grid.center(static_cast<int>(cell) % grid.columns, static_cast<int>(cell) / grid.columns);
        nearest = std::min(nearest, std::hypot(points[point].x() - center.x, points[point].y() - center.y));
      }
    }
    inside += deposits;
    QCOMPARE(target.attribute("deposits").toLongLong(), deposits);
    // In this zone lengths on the map are within a thousandth of those on the ground.
    QVERIFY(std::abs(target.attribute("nearest_m").toDouble() - (deposits > 0 ? 0 : nearest)) <=
            1e-3 * nearest);
  }
  QCOMPARE(ids.size(), found.size());
  QVERIFY(inside <= 4);
}

void TestTargets::whatIsNotKnownIsNull() {
  for (const QgsFeature& target : targets({}))
    for (const char* field : {"spread", "applicable", "deposits", "nearest_m"})
      QVERIFY2(target.attribute(field).isNull(), field);
}

void TestTargets::driversAreTheMeanShapleyValues() {
  const QVector<QgsFeature> found = targets({});
  QVERIFY(!found.isEmpty());
  const auto stack = openRaster(path("stack.tif").toStdString());
  const Grid grid = targetGrid();
  for (const QgsFeature& target : found) {
    const std::vector<std::size_t> cells = cellsIn(target);
    if (cells.size() > explainedCells)
      continue;
    FloatMatrix rows(static_cast<Eigen::Index>(cells.size()), 3);
    for (std::size_t i = 0; i < cells.size(); ++i)
      stack->read(
          {0, 1, 2},
          {static_cast<int>(cells[i]) % grid.columns, static_cast<int>(cells[i]) / grid.columns, 1, 1},
          rows.row(static_cast<Eigen::Index>(i)).data());
    const ShapleyValues values = explainModel(mModel, rows, mModel.background, {}, Progress());
    double sum = 0;
    double most = 0;
    std::size_t strongest = 0;
    for (std::size_t j = 0; j < 3; ++j) {
      const double value = values.values.col(static_cast<Eigen::Index>(j)).mean();
      sum += std::max(value, 0.0);
      if (value > most) {
        most = value;
        strongest = j;
      }
    }
    if (sum == 0) {
      QVERIFY(target.attribute("drivers").isNull() && target.attribute("driver_1").isNull());
      continue;
    }
    QCOMPARE(target.attribute("driver_1").toString().toStdString(), mModel.features[strongest]);
    QVERIFY(std::abs(target.attribute("share_1").toDouble() - most / sum) < 1e-6);
    QVERIFY(target.attribute("drivers").toString().startsWith(target.attribute("driver_1").toString() + " "));
    QVERIFY(target.attribute("drivers").toString().contains(" %"));
  }
}

void TestTargets::smallTargetsAreLeftOut() {
  const auto all = targets({{"MIN_TARGET_AREA", 0}}).size();
  AlgorithmRun run;
  const QVector<QgsFeature> large =
      targets({{"MIN_TARGET_AREA", 500}, {"TARGETS", path("levels.tif")}}, &run);
  QVERIFY2(run.ok, qPrintable(run.error));
  QVERIFY(!large.isEmpty() && large.size() < all); // twenty cells of 25 hectares
  for (const QgsFeature& target : large)
    QVERIFY(target.attribute("cells").toInt() >= 20);
  QCOMPARE(run.messages.filter("are left out of the polygons").size(), 1);
  // The raster keeps them.
  const std::vector<float> levels = cellsOf(path("levels.tif"));
  long long listed = 0;
  for (const QgsFeature& target : large)
    listed += target.attribute("cells").toLongLong();
  QVERIFY(std::count_if(levels.begin(), levels.end(), [](float level) { return level < 3; }) > listed);
  targets({{"MIN_TARGET_AREA", 1e9}}, &run);
  QVERIFY2(run.ok, qPrintable(run.error));
  QCOMPARE(run.warnings.filter("MIN_TARGET_AREA: every target is smaller").size(), 1);
}

void TestTargets::areasAreOfTheGround() {
  // The same cells in Web Mercator at 60 degrees, where an area on the map is about four times the ground.
  Grid grid = targetGrid();
  grid.crs = QgsCoordinateReferenceSystem(QStringLiteral("EPSG:3857")).toWkt().toStdString();
  grid.transform[3] = 8400000;
  const auto plain = openRaster(path("stack.tif").toStdString());
  FloatMatrix values(3, static_cast<Eigen::Index>(grid.cells()));
  plain->read({0, 1, 2}, {0, 0, grid.columns, grid.rows}, values.data());
  const auto sink = createRaster(path("mercator.tif").toStdString(), grid, {"W", "Sn", "Bi"});
  sink->write({0, 0, grid.columns, grid.rows}, values.data());
  sink->finish();
  for (const QgsFeature& target : targets({{"STACK", path("mercator.tif")}})) {
    const double onMap = 0.25 * target.attribute("cells").toDouble();
    const double share = target.attribute("area_km2").toDouble() / onMap;
    QVERIFY2(share > 0.24 && share < 0.28, qPrintable(QString::number(share)));
  }
  for (const QgsFeature& target : targets({}))
    QVERIFY(std::abs(target.attribute("area_km2").toDouble() - 0.25 * target.attribute("cells").toDouble()) <
            1e-9);
}

// Europe on a map that goes on to where an azimuthal projection has no Earth.
void TestTargets::whatLiesBeyondTheEarthCountsNoGround() {
  Grid grid{{0, 1e5, 0, 1e7, 0, -1e5}, 400, 100, {}};
  grid.crs = QgsCoordinateReferenceSystem(QStringLiteral("EPSG:3035")).toWkt().toStdString();
  const MapScale scale(grid);
  QVERIFY(std::isnan(scale.ofArea(392, 62)));
  const std::vector<CountedPart> europe{{{40, 60, 4, 4}, 16}};
  std::vector<CountedPart> more = europe;
  more.push_back({{390, 60, 4, 4}, 16});
  const double share = scale.groundByMap(europe);
  QVERIFY2(std::abs(share - 1) < 0.01, qPrintable(QString::number(share))); // the projection keeps areas
  QCOMPARE(scale.groundByMap(more), share);
  QVERIFY(std::isnan(scale.groundByMap({more.back()})));
  QVERIFY(std::isnan(scale.metres(grid.center(42, 62), grid.center(392, 62))));
}

void TestTargets::memoryAndOtherOutputsChangeNothing() {
  const QVector<QgsFeature> plain = targets({});
  const QVector<QgsFeature> other = targets({{"MEMORY", 1}, {"COVERAGE", path("coverage.tif")}});
  QCOMPARE(plain.size(), other.size());
  for (int i = 0; i < plain.size(); ++i)
    QCOMPARE(plain[i].attributes(), other[i].attributes());
}

// What a killed run leaves in a folder for all programs nobody removes; beside its outputs the next run does.
void TestTargets::nothingIsWrittenElsewhere() {
  const QByteArray before = qgetenv("TMPDIR");
  qputenv("TMPDIR", "/no/such/folder");
  AlgorithmRun told;
  const int found = targets({}, &told).size();
  if (before.isNull())
    qunsetenv("TMPDIR");
  else
    qputenv("TMPDIR", before);
  QVERIFY2(told.ok, qPrintable(told.error));
  QVERIFY(found > 0);
  QCOMPARE(QDir(mFolder.path()).entryList({"*-??????"}, QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot),
           QStringList());
}

PROCESSING_TEST_MAIN(TestTargets)
#include "test_targets.moc"
