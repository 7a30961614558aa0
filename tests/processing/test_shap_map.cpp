#include "engine/network/backend.h"
#include "engine/raster/gdal_raster.h"
#include "engine/raster/gdal_sink.h"
#include "tests/engine/network/random_model.h"
#include "tests/processing/processing_fixture.h"

#include <QFile>
#include <QRegularExpression>
#include <qgspalettedrasterrenderer.h>
#include <qgsrasterlayer.h>
#include <qgssinglebandpseudocolorrenderer.h>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace prospectivity;

/// prospectivity:shapmap as a user runs it: bands, sums, legend, and what it says about mistakes.
class TestShapMap : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void bandsAddUpAndTheDriverHasALegend();
  void mapsShowWhatDrivesTheHighScores();
  void classesAreOneLayerUnlessToldOtherwise();
  void theSpreadOverMembersIsARaster();
  void howLongItTakesIsToldBeforeTheWork();
  void layersOutOfRangeAreTold();
  void mistakesAreNamed_data();
  void mistakesAreNamed();

 private:
  QString writeStack(const QString& name, const std::vector<std::string>& bands, bool isEmpty = false) const;

  QTemporaryDir mFolder;
  QString mModel;
  NetworkModel mTruth;
};

void TestShapMap::initTestCase() {
  NetworkShape shape;
  shape.features = 3;
  shape.filters = {4, 4};
  mTruth = randomModel(shape, 1, 3);
  mTruth.features = {"W", "Sn", "Bi"};
  mTruth.background = randomRows(9, 3, 4);
  mModel = mFolder.filePath(QStringLiteral("model.pt"));
  modelBackend().save(mTruth, mModel.toStdString());
}

QString TestShapMap::writeStack(const QString& name, const std::vector<std::string>& bands,
                                bool isEmpty) const {
  Grid grid;
  grid.columns = 30;
  grid.rows = 20;
  grid.transform = {500000, 500, 0, 2800000, 0, -500};
  const QString path = mFolder.filePath(name);
  const auto sink = createRaster(path.toStdString(), grid, bands);
  FloatMatrix values = randomRows(static_cast<int>(bands.size()), 600, 5);
  values(0, 7) = std::numeric_limits<float>::quiet_NaN();
  if (isEmpty)
    values.setConstant(std::numeric_limits<float>::quiet_NaN());
  sink->write({0, 0, 30, 20}, values.data());
  sink->finish();
  return path;
}

void TestShapMap::bandsAddUpAndTheDriverHasALegend() {
  const QString output = mFolder.filePath(QStringLiteral("shap.tif"));
  const QString driver = mFolder.filePath(QStringLiteral("driver.tif"));
  QgsProcessingContext context;
  const AlgorithmRun run = runAlgorithm(
      QStringLiteral("prospectivity:shapmap"),
      {{QStringLiteral("MODEL"), mModel},
       {QStringLiteral("STACK"), writeStack(QStringLiteral("stack.tif"), {"Sn", "unused", "Bi", "W"})},
       {QStringLiteral("OUTPUT_SPACE"), 1},
       {QStringLiteral("OUTPUT"), output},
       {QStringLiteral("DRIVER"), driver}},
      context);
  QVERIFY2(run.ok, qPrintable(run.error));
  const auto map = openRaster(output.toStdString());
  QCOMPARE(map->bandNames(),
           (std::vector<std::string>{"shap_W", "shap_Sn", "shap_Bi", "base_value", "residual"}));
  std::vector<float> values(5 * 600);
  map->read({0, 1, 2, 3, 4}, {0, 0, 30, 20}, values.data());
  const auto drivers = openRaster(driver.toStdString());
  std::vector<float> strongest(600);
  drivers->read({0}, {0, 0, 30, 20}, strongest.data());
  const auto reference = modelBackend().reference(mTruth);
  const FloatMatrix stack = randomRows(4, 600, 5);
  for (std::size_t cell = 0; cell < 600; ++cell) {
    if (cell == 7) {
      QVERIFY(std::isnan(values[cell]) && std::isnan(strongest[cell]));
      continue;
    }
    const auto column = static_cast<Eigen::Index>(cell);
    const std::vector<float> row{stack(3, column), stack(0, column), stack(2, column)};
    float logit = 0;
    reference->logits(row.data(), 1, &logit);
    double sum = 0;
    for (std::size_t band = 0; band < 4; ++band)
      sum += static_cast<double>(values[band * 600 + cell]);
    QVERIFY(std::abs(sum - sigmoid(static_cast<double>(logit))) < 1e-5);
    const auto best = static_cast<std::size_t>(strongest[cell]) - 1;
    for (std::size_t band = 0; band < 3; ++band)
      QVERIFY(values[band * 600 + cell] <= values[best * 600 + cell]);
  }
  QVERIFY(QFile::exists(mFolder.filePath(QStringLiteral("shap.qml"))));
  const QgsRasterLayer styled(output, QStringLiteral("shap"));
  const auto* ramp = dynamic_cast<const QgsSingleBandPseudoColorRenderer*>(styled.renderer());
  QVERIFY(ramp != nullptr);
  QCOMPARE(ramp->classificationMin(), -ramp->classificationMax()); // symmetric about zero
  QVERIFY(ramp->classificationMax() > 0);
  std::size_t inside = 0;
  for (std::size_t i = 0; i < 3 * 600; ++i)
    inside += std::abs(static_cast<double>(values[i])) <= ramp->classificationMax() ? 1 : 0;
  QVERIFY(inside > 0.97 * 3 * 600); // of all bands
  QgsRasterLayer layer(driver, QStringLiteral("driver"));
  const auto* renderer = dynamic_cast<const QgsPalettedRasterRenderer*>(layer.renderer());
  QVERIFY(renderer != nullptr);
  QCOMPARE(renderer->classes().size(), 4);
  QCOMPARE(renderer->classes().at(1).label, QStringLiteral("Sn"));
  QVERIFY(renderer->classes().at(3).label.startsWith(QStringLiteral("low score: below 0.")));
}

// High are the scores that no more than a tenth of the cells reach. The reasons open with the layer that
// gives most to them, and the drivers of the other cells are hidden, but kept in the first band.
void TestShapMap::mapsShowWhatDrivesTheHighScores() {
  const QString output = mFolder.filePath(QStringLiteral("opened.tif"));
  const QString driver = mFolder.filePath(QStringLiteral("opened_driver.tif"));
  QgsProcessingContext context;
  const AlgorithmRun run = runAlgorithm(
      QStringLiteral("prospectivity:shapmap"),
      {{QStringLiteral("MODEL"), mModel},
       {QStringLiteral("STACK"), writeStack(QStringLiteral("opened_stack.tif"), {"W", "Sn", "Bi"})},
       {QStringLiteral("OUTPUT"), output},
       {QStringLiteral("DRIVER"), driver}},
      context);
  QVERIFY2(run.ok, qPrintable(run.error));
  std::vector<float> bands(4 * 600);
  openRaster(output.toStdString())->read({0, 1, 2, 3}, {0, 0, 30, 20}, bands.data());
  const auto drivers = openRaster(driver.toStdString());
  QCOMPARE(drivers->bandNames(), (std::vector<std::string>{"driver", "driver where the score is high"}));
  QCOMPARE(drivers->className(0, 2), std::string("Sn"));
  QVERIFY(drivers->className(1, 4).rfind("low score", 0) == 0);
  std::vector<float> classes(2 * 600);
  drivers->read({0, 1}, {0, 0, 30, 20}, classes.data());
  float lowestHigh = std::numeric_limits<float>::infinity();
  float highestLow = -lowestHigh;
  std::size_t high = 0;
  std::vector<double> sums(3, 0);
  for (std::size_t cell = 0; cell < 600; ++cell) {
    const float shown = classes[600 + cell];
    QCOMPARE(std::isnan(shown), cell == 7);
    if (cell == 7)
      continue;
    float logit = 0;
    for (std::size_t band = 0; band < 4; ++band)
      logit += bands[band * 600 + cell];
    if (shown == 4) {
      highestLow = std::max(highestLow, logit);
      continue;
    }
    QCOMPARE(shown, classes[cell]); // three layers are listed as they are
    lowestHigh = std::min(lowestHigh, logit);
    ++high;
    for (std::size_t band = 0; band < 3; ++band)
      sums[band] += static_cast<double>(bands[band * 600 + cell]);
  }
  QVERIFY(high > 30 && high <= 59); // of 599; those of one thousandth of the score go together
  QVERIFY(lowestHigh > highestLow);
  const auto strongest = static_cast<int>(std::max_element(sums.begin(), sums.end()) - sums.begin());
  const QgsRasterLayer layer(output, QStringLiteral("shap"));
  QCOMPARE(layer.renderer()->usesBands(), QList<int>{strongest + 1});
  const QString name = QString::fromStdString(mTruth.features[static_cast<std::size_t>(strongest)]);
  QVERIFY2(run.messages.filter(QStringLiteral("High scores are those from 0."))
               .join(' ')
               .contains(QStringLiteral("The layer that gives most to them is %1: ").arg(name)),
           qPrintable(run.messages.join('\n')));
}

void TestShapMap::classesAreOneLayerUnlessToldOtherwise() {
  NetworkModel model = mTruth;
  model.features = {"rock=granite", "Sn", "rock=slate"};
  const QString path = mFolder.filePath(QStringLiteral("classes.pt"));
  modelBackend().save(model, path.toStdString());
  QVariantMap given{{QStringLiteral("MODEL"), path},
                    {QStringLiteral("STACK"), writeStack(QStringLiteral("classes.tif"), model.features)},
                    {QStringLiteral("OUTPUT"), mFolder.filePath(QStringLiteral("grouped.tif"))}};
  QgsProcessingContext context;
  QVERIFY(runAlgorithm(QStringLiteral("prospectivity:shapmap"), given, context).ok);
  QCOMPARE(openRaster(mFolder.filePath(QStringLiteral("grouped.tif")).toStdString())->bandNames(),
           (std::vector<std::string>{"shap_rock", "shap_Sn", "base_value", "residual"}));
  given.insert(QStringLiteral("GROUP_CLASSES"), false);
  given.insert(QStringLiteral("OUTPUT"), mFolder.filePath(QStringLiteral("apart.tif")));
  QVERIFY(runAlgorithm(QStringLiteral("prospectivity:shapmap"), given, context).ok);
  QCOMPARE(openRaster(mFolder.filePath(QStringLiteral("apart.tif")).toStdString())->bandNames(),
           (std::vector<std::string>{"shap_rock=granite", "shap_Sn", "shap_rock=slate", "base_value",
                                     "residual"}));
}

// Two members a and b: the standard deviation is |a - b| / sqrt(2). OUTPUT is the same file with and without.
void TestShapMap::theSpreadOverMembersIsARaster() {
  NetworkShape shape;
  shape.features = 3;
  shape.filters = {4, 4};
  NetworkModel model = randomModel(shape, 2, 3);
  model.features = mTruth.features;
  model.background = mTruth.background;
  const QString stack = writeStack(QStringLiteral("members_stack.tif"), {"Sn", "unused", "Bi", "W"});
  const auto mapped = [&](const QString& name, const NetworkModel& of, bool withSpread) {
    const QString path = mFolder.filePath(name + QStringLiteral(".pt"));
    modelBackend().save(of, path.toStdString());
    QVariantMap given{{QStringLiteral("MODEL"), path},
                      {QStringLiteral("STACK"), stack},
                      {QStringLiteral("OUTPUT"), mFolder.filePath(name + QStringLiteral(".tif"))}};
    if (withSpread)
      given.insert(QStringLiteral("SPREAD"), mFolder.filePath(name + QStringLiteral("_spread.tif")));
    QgsProcessingContext context;
    return runAlgorithm(QStringLiteral("prospectivity:shapmap"), given, context).error;
  };
  const auto bytes = [&](const char* name) {
    QFile file(mFolder.filePath(QString::fromLatin1(name)));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
  };
  const auto values = [&](const char* name, std::size_t bands) {
    const auto map = openRaster(mFolder.filePath(QString::fromLatin1(name)).toStdString());
    std::vector<int> numbers(bands);
    for (std::size_t band = 0; band < bands; ++band)
      numbers[band] = static_cast<int>(band);
    std::vector<float> result(bands * 600);
    map->read(numbers, {0, 0, 30, 20}, result.data());
    return result;
  };
  QCOMPARE(mapped(QStringLiteral("plain"), model, false), QString());
  QCOMPARE(mapped(QStringLiteral("both"), model, true), QString());
  QVERIFY(!bytes("plain.tif").isEmpty());
  QVERIFY(bytes("plain.tif") == bytes("both.tif"));
  for (std::size_t m = 0; m < 2; ++m) {
    NetworkModel member = model;
    member.members = {model.members[m]};
    QCOMPARE(mapped(QStringLiteral("member%1").arg(m), member, false), QString());
  }
  const QString path = mFolder.filePath(QStringLiteral("both_spread.tif"));
  QCOMPARE(openRaster(path.toStdString())->bandNames(),
           (std::vector<std::string>{"shap_sd_W", "shap_sd_Sn", "shap_sd_Bi"}));
  const std::vector<float> spread = values("both_spread.tif", 3);
  const std::vector<float> a = values("member0.tif", 3);
  const std::vector<float> b = values("member1.tif", 3);
  float highest = 0;
  for (std::size_t i = 0; i < spread.size(); ++i) {
    QCOMPARE(std::isnan(spread[i]), i % 600 == 7);
    if (i % 600 == 7)
      continue;
    const double expected = std::abs(static_cast<double>(a[i]) - static_cast<double>(b[i])) / std::sqrt(2.0);
    QVERIFY(std::abs(static_cast<double>(spread[i]) - expected) < 1e-5);
    highest = std::max(highest, spread[i]);
  }
  QVERIFY(highest > 1e-3F);
  const QgsRasterLayer styled(path, QStringLiteral("spread"));
  const auto* ramp = dynamic_cast<const QgsSingleBandPseudoColorRenderer*>(styled.renderer());
  QVERIFY(ramp != nullptr);
  QCOMPARE(ramp->classificationMin(), 0.0);
  // Of all bands: the next number of two digits.
  const double unit = std::pow(10, std::floor(std::log10(static_cast<double>(highest))) - 1);
  const double steps = ramp->classificationMax() / unit;
  QVERIFY(std::abs(steps - std::round(steps)) < 1e-6);
  QVERIFY(ramp->classificationMax() > static_cast<double>(highest) - 1e-6 * unit &&
          ramp->classificationMax() < static_cast<double>(highest) + unit);
}

void TestShapMap::howLongItTakesIsToldBeforeTheWork() {
  QgsProcessingContext context;
  const AlgorithmRun run =
      runAlgorithm(QStringLiteral("prospectivity:shapmap"),
                   {{QStringLiteral("MODEL"), mModel},
                    {QStringLiteral("STACK"), writeStack(QStringLiteral("timed.tif"), {"Sn", "Bi", "W"})},
                    {QStringLiteral("OUTPUT"), mFolder.filePath(QStringLiteral("timed_shap.tif"))}},
                   context);
  QVERIFY2(run.ok, qPrintable(run.error));
  const QStringList told =
      (run.messages + run.warnings)
          .filter(QRegularExpression("^Explaining about [56][0-9]0 cells is likely to take "));
  QCOMPARE(told.size(), 1);
  if (run.messages.contains(told.first()))
    QVERIFY(run.messages.indexOf(told.first()) <
            run.messages.indexOf(run.messages.filter(" % of the cells.").first()));
}

void TestShapMap::layersOutOfRangeAreTold() {
  NetworkModel model = mTruth;
  model.training.values = randomRows(40, 3, 7);
  model.training.values.col(1) *= 1000; // as in other units
  model.training.values.col(1).array() += 1e5F;
  model.training.folds.assign(40, 0);
  const QString path = mFolder.filePath(QStringLiteral("ranges.pt"));
  modelBackend().save(model, path.toStdString());
  QgsProcessingContext context;
  const AlgorithmRun run = runAlgorithm(
      QStringLiteral("prospectivity:shapmap"),
      {{QStringLiteral("MODEL"), path},
       {QStringLiteral("STACK"), writeStack(QStringLiteral("stack.tif"), {"Sn", "unused", "Bi", "W"})},
       {QStringLiteral("OUTPUT"), mFolder.filePath(QStringLiteral("ranges.tif"))}},
      context);
  QVERIFY2(run.ok, qPrintable(run.error));
  QCOMPARE(run.warnings.size(), 1);
  QVERIFY2(
      run.warnings.first().startsWith("The layer 'Sn' lies outside of the range of the training samples ("),
      qPrintable(run.warnings.first()));
  QVERIFY(run.warnings.first().contains(") in 100 % of the mapped cells"));
}

void TestShapMap::mistakesAreNamed_data() {
  QTest::addColumn<QString>("mistake");
  QTest::addColumn<QString>("sentence");
  QTest::newRow("band missing") << "band"
                                << "has no band 'Bi', which the model needs";
  QTest::newRow("nothing to explain")
      << "empty"
      << "STACK: no cell has data in every layer of the model; check the layers and the mask.";
  QTest::newRow("format that is not written") << "asc"
                                              << "DRIVER: rasters are written as GeoTIFF; choose a file name "
                                                 "that ends in '.tif' instead of 'driver.asc'.";
  QTest::newRow("a spread over one member") << "spread"
                                            << "SPREAD: the model has one member, and no spread over "
                                               "members; train a model of several members, such "
                                               "as the ensemble of fold models, or leave SPREAD out.";
}

void TestShapMap::mistakesAreNamed() {
  QFETCH(QString, mistake);
  QFETCH(QString, sentence);
  const bool lacks = mistake == QLatin1String("band");
  const QString output = mFolder.filePath(mistake + QStringLiteral("_shap.tif"));
  const std::vector<std::string> bands =
      lacks ? std::vector<std::string>{"W", "Sn"} : std::vector<std::string>{"W", "Sn", "Bi"};
  QgsProcessingContext context;
  const AlgorithmRun run = runAlgorithm(
      QStringLiteral("prospectivity:shapmap"),
      {{QStringLiteral("MODEL"), mModel},
       {QStringLiteral("STACK"), writeStack(mistake + QStringLiteral(".tif"), bands, !lacks)},
       {QStringLiteral("OUTPUT"), output},
       {QStringLiteral("DRIVER"),
        mistake == QLatin1String("asc") ? mFolder.filePath(QStringLiteral("driver.asc")) : QVariant()},
       {QStringLiteral("SPREAD"),
        mistake == QLatin1String("spread") ? mFolder.filePath(QStringLiteral("of_one.tif")) : QVariant()}},
      context);
  QVERIFY(!run.ok);
  QVERIFY2(run.error.contains(sentence), qPrintable(run.error));
  QVERIFY(!QFile::exists(output));
}

PROCESSING_TEST_MAIN(TestShapMap)
#include "test_shap_map.moc"
