#include "engine/core/error.h"
#include "engine/core/random.h"
#include "processing/layers/sample_layer.h"
#include "processing/releases/enumerations.h"
#include "tests/processing/processing_fixture.h"
#include "tests/processing/training_parameters.h"

#include <QFile>
#include <qgsfeature.h>
#include <qgsprocessingparameters.h>
#include <qgsprocessingprovider.h>
#include <qgsprocessingutils.h>
#include <qgsvectorlayer.h>

#include <algorithm>
#include <numeric>

using namespace prospectivity;

/// Samples in files that keep no types, no points or columns of their own.
class TestTextTables : public QObject {
  Q_OBJECT

 private slots:
  void tablesOfTextAreRead_data();
  void tablesOfTextAreRead();
  void placesAreFoundByTheirNames_data();
  void placesAreFoundByTheirNames();
  void fieldsOfTextAreOfferedEverywhere();
  void spatialBlocksNeedNoGeometry();
  void aSampleWithoutAPlaceCostsNoBlocks();
  void blocksOfLongitudesLieOnTheEarth();
  void textBesideNumbersStaysText();
  void aTextThatIsNoNumberIsNamed();
  void labelsAreUnderstood_data();
  void labelsAreUnderstood();
  void namesAreNoLabels();
  void whatIsWrittenReadsBackInEveryFormat_data();
  void whatIsWrittenReadsBackInEveryFormat();

 private:
  QString write(const QString& name, const QString& text) const {
    QFile file(mFolder.filePath(name));
    if (file.open(QIODevice::WriteOnly))
      file.write(text.toUtf8());
    return file.fileName();
  }

  QTemporaryDir mFolder;
};

namespace {

struct Reading {
  SampleTable table;
  SampleGeometry geometry;
  bool hasLabels = false;
  QStringList warnings;
  QStringList messages;
  QString error;
};

Reading readFile(const QString& path, const QStringList& features = {}, bool needBothClasses = true) {
  QgsVectorLayer layer(path, QStringLiteral("table"), QStringLiteral("ogr"));
  QgsProcessingContext context;
  const QgsProcessingFeatureSource source(&layer, context, false);
  Reading reading;
  Progress progress;
  progress.onWarning = [&](const Sentence& line) { reading.warnings << QString::fromStdString(line.text()); };
  progress.onMessage = [&](const Sentence& line) { reading.messages << QString::fromStdString(line.text()); };
  try {
    reading.table = readSamples(source, QStringLiteral("SAMPLES"), QStringLiteral("label"), features,
                                progress, {needBothClasses}, &reading.hasLabels);
    reading.geometry = sampleGeometry(source, reading.table);
  } catch (const Error& failure) {
    reading.error = QString::fromUtf8(failure.what());
  }
  return reading;
}

const QString fourRows =
    QStringLiteral("label;W;Sn;rock\n1;1.5;10;granite\n0;-0.25;20;shale\n1;2;30;\n0;0.75;40;\n");

} // namespace

void TestTextTables::tablesOfTextAreRead_data() {
  QTest::addColumn<QString>("text");
  QTest::addColumn<QString>("told");
  const QString commas = QStringLiteral("SAMPLES: the commas in %1 are taken for decimal commas.");
  QTest::newRow("semicolons") << fourRows << "";
  QTest::newRow("commas between fields") << QString(fourRows).replace(';', ',') << "";
  QTest::newRow("decimal commas") << QString(fourRows).replace('.', ',') << commas.arg("'W'");
  QTest::newRow("blanks around numbers") << QString(fourRows).replace("1.5", " 1.5 ") << "";
}

void TestTextTables::tablesOfTextAreRead() {
  QFETCH(QString, text);
  QFETCH(QString, told);
  const Reading reading = readFile(write("four.csv", text));
  QCOMPARE(reading.error, QString());
  QCOMPARE(reading.table.features, (std::vector<std::string>{"W", "Sn"}));
  QCOMPARE(reading.table.labels, (std::vector<int>{1, 0, 1, 0}));
  QCOMPARE(reading.table.values(1, 0), -0.25);
  QCOMPARE(reading.table.values(3, 1), 40.0);
  QCOMPARE(reading.warnings, QStringList());
  QCOMPARE(reading.messages.join('\n'), told);
}

void TestTextTables::placesAreFoundByTheirNames_data() {
  QTest::addColumn<QString>("x");
  QTest::addColumn<QString>("y");
  QTest::addColumn<bool>("found");
  QTest::addColumn<QString>("crs");
  QTest::newRow("x and y") << "X"
                           << "y" << true << "";
  QTest::newRow("easting and northing") << "Easting"
                                        << "Northing" << true << "";
  QTest::newRow("longitude and latitude") << "lon"
                                          << "lat" << true << "EPSG:4326";
  QTest::newRow("Rechtswert and Hochwert") << "Rechtswert"
                                           << "Hochwert" << true << "";
  QTest::newRow("longitud and latitud") << "Longitud"
                                        << "Latitud" << true << "EPSG:4326";
  QTest::newRow("yttrium") << "Zr"
                           << "Y" << false << "";
}

void TestTextTables::placesAreFoundByTheirNames() {
  QFETCH(QString, x);
  QFETCH(QString, y);
  QFETCH(bool, found);
  QFETCH(QString, crs);
  QString text = x + QLatin1Char(',') + y + QStringLiteral(",label,W\n");
  for (int i = 0; i < 4; ++i)
    text += QStringLiteral("%1.5,%2,%3,%4.25\n").arg(10 + i).arg(50 - i).arg(i % 2).arg(7 * i % 5);
  const Reading reading = readFile(write("places.csv", text));
  QCOMPARE(reading.error, QString());
  QCOMPARE(reading.table.features.size(), found ? std::size_t{1} : std::size_t{3});
  QCOMPARE(std::isfinite(reading.table.points[2].x), found);
  if (found) {
    QCOMPARE(reading.table.points[2].x, 12.5);
    QCOMPARE(reading.table.points[2].y, 48.0);
  }
  QCOMPARE(reading.geometry.type == prospectivity::Qgis::WkbType::Point, found);
  QCOMPARE(reading.geometry.crs.authid(), crs);
  QCOMPARE(reading.messages.size(), found ? 1 : 0);
  if (found)
    QCOMPARE(
        reading.messages.first(),
        QStringLiteral("SAMPLES: the table has no geometry; the fields '%1', '%2' are taken for the places "
                       "of the samples, in the CRS of the evidence stack where one is used.")
            .arg(x, y));
}

// A CSV has texts alone, of which a list of numeric fields would show none.
void TestTextTables::fieldsOfTextAreOfferedEverywhere() {
  int lists = 0;
  for (const QgsProcessingAlgorithm* algorithm :
       QgsApplication::processingRegistry()->providerById(QStringLiteral("prospectivity"))->algorithms())
    for (const char* name : {"FEATURES", "LABEL_FIELD"})
      if (const auto* field = dynamic_cast<const QgsProcessingParameterField*>(
              algorithm->parameterDefinition(QString::fromLatin1(name)))) {
        ++lists;
        QVERIFY2(field->dataType() == prospectivity::Qgis::ProcessingFieldParameterDataType::Any,
                 qPrintable(algorithm->id()));
      }
  QVERIFY(lists > 10);
}

void TestTextTables::spatialBlocksNeedNoGeometry() {
  QString text = QStringLiteral("x;y;label;W;Sn\n");
  Random random(3);
  for (int i = 0; i < 60; ++i)
    text += QStringLiteral("%1;%2;%3;%4;%5\n")
                .arg(3000 * random.uniform())
                .arg(2000 * random.uniform())
                .arg(i % 2)
                .arg(random.normal())
                .arg(random.normal())
                .replace('.', ',');
  QgsProcessingContext context;
  const AlgorithmRun run = runAlgorithm(QStringLiteral("prospectivity:traincnn"),
                                        {{"SAMPLES", write("blocks.csv", text)},
                                         {"VALIDATION", "spatial-blocks"},
                                         {"BLOCK_SIZE", 300},
                                         {"FOLDS", 3},
                                         {"EPOCHS", 2},
                                         {"MODEL", mFolder.filePath("blocks.pt")}},
                                        context);
  QVERIFY2(run.ok, qPrintable(run.error));
}

// One empty coordinate, and one row that was never filled in.
void TestTextTables::aSampleWithoutAPlaceCostsNoBlocks() {
  QString text = QStringLiteral("x,y,label,W,Sn\n");
  Random random(3);
  for (int i = 0; i < 60; ++i)
    text += QStringLiteral("%1,%2,%3,%4,%5\n")
                .arg(i == 20 ? QString() : QString::number(i == 41 ? 0 : 500000 + 3000 * random.uniform()))
                .arg(i == 41 ? 0 : 4000000 + 2000 * random.uniform())
                .arg(i % 2)
                .arg(random.normal())
                .arg(random.normal());
  QgsProcessingContext context;
  const AlgorithmRun run = runAlgorithm(QStringLiteral("prospectivity:trainreference"),
                                        {{"SAMPLES", write("holes.csv", text)},
                                         {"VALIDATION", "spatial-blocks"},
                                         {"BLOCK_SIZE", 300},
                                         {"FOLDS", 3},
                                         {"MODEL", mFolder.filePath("holes.pt")}},
                                        context);
  QVERIFY2(run.ok, qPrintable(run.error));
  QCOMPARE(run.warnings.filter("without coordinates").size(), 1);
  QVERIFY(run.warnings.filter("without coordinates")
              .first()
              .startsWith("SAMPLES: 1 samples without coordinates are left out, since no spatial block holds "
                          "them (sample "));
  QCOMPARE(run.warnings.filter("SAMPLES: 1 of 59 samples lie very far from all others (sample ").size(), 1);
}

void TestTextTables::blocksOfLongitudesLieOnTheEarth() {
  QString text = QStringLiteral("lon,lat,label,W,Sn\n");
  Random random(4);
  for (int i = 0; i < 60; ++i)
    text += QStringLiteral("%1,%2,%3,%4,%5\n")
                .arg(117 + random.uniform())
                .arg(26 + random.uniform())
                .arg(i % 2)
                .arg(random.normal())
                .arg(random.normal());
  QgsProcessingContext context;
  const AlgorithmRun run = runAlgorithm(QStringLiteral("prospectivity:trainreference"),
                                        {{"SAMPLES", write("degrees.csv", text)},
                                         {"VALIDATION", "spatial-blocks"},
                                         {"BLOCK_SIZE", 0.1},
                                         {"FOLDS", 3},
                                         {"BLOCKS", "memory:"},
                                         {"MODEL", mFolder.filePath("degrees.pt")}},
                                        context);
  QVERIFY2(run.ok, qPrintable(run.error));
  const QgsMapLayer* blocks =
      QgsProcessingUtils::mapLayerFromString(run.results.value("BLOCKS").toString(), context);
  QVERIFY(blocks != nullptr);
  QCOMPARE(blocks->crs().authid(), QStringLiteral("EPSG:4326"));
}

void TestTextTables::textBesideNumbersStaysText() {
  QgsVectorLayer layer(QStringLiteral("Point?field=label:int&field=W:double&field=sheet:string"),
                       QStringLiteral("typed"), QStringLiteral("memory"));
  for (int i = 0; i < 4; ++i) {
    QgsFeature feature(layer.fields());
    feature.setAttributes(QgsAttributes(QVector<QVariant>{i % 2, 0.5 * i, QString::number(100 + i % 3)}));
    layer.dataProvider()->addFeature(feature);
  }
  QgsProcessingContext context;
  const QgsProcessingFeatureSource source(&layer, context, false);
  QStringList warnings;
  Progress progress;
  progress.onWarning = [&](const Sentence& line) { warnings << QString::fromStdString(line.text()); };
  const auto features = [&](const QStringList& chosen) {
    return readSamples(source, QStringLiteral("SAMPLES"), QStringLiteral("label"), chosen, progress).features;
  };
  QCOMPARE(features({}), (std::vector<std::string>{"W"}));
  QCOMPARE(warnings,
           QStringList{"SAMPLES: text fields are left out although they hold numbers: 'sheet'; choose "
                       "them among the features if they are evidence."});
  QCOMPARE(features({"W", "sheet"}), (std::vector<std::string>{"W", "sheet"}));
}

void TestTextTables::aTextThatIsNoNumberIsNamed() {
  const QString path = write("below.csv", QString(fourRows).replace("20", "<5") + "1;3;50;\n0;3;60;\n");
  const Reading all = readFile(path);
  QCOMPARE(all.table.features, (std::vector<std::string>{"W"}));
  QCOMPARE(all.warnings,
           QStringList{"SAMPLES: the text field 'Sn' is left out, because '<5' is no number; correct it, or "
                       "choose the field among the features: samples without a number are then left out."});
  const Reading chosen = readFile(path, {"W", "Sn"});
  QCOMPARE(chosen.table.size(), std::size_t{5});
  QCOMPARE(chosen.warnings.first(),
           QStringLiteral("SAMPLES: '<5' in the field 'Sn' is no number, nor are 0 others; samples without a "
                          "number in it count as without a value."));
  QCOMPARE(
      readFile(path, {"W", "rock"}).error,
      QStringLiteral("SAMPLES: the feature 'rock' holds text such as 'granite' and no numbers; leave it out "
                     "of the features."));
}

void TestTextTables::labelsAreUnderstood_data() {
  QTest::addColumn<QString>("deposit");
  QTest::addColumn<QString>("other");
  QTest::addColumn<QString>("told");
  const QString told = QStringLiteral(
      "SAMPLES: in the label field 'label', '%1' is taken for deposits and '%2' for non-deposits.");
  QTest::newRow("1 and 0") << "1"
                           << "0"
                           << "";
  QTest::newRow("1 and -1") << "1"
                            << "-1" << told.arg("1", "-1");
  QTest::newRow("yes and no") << "Yes"
                              << "no" << told.arg("yes", "no");
  QTest::newRow("true and false") << "TRUE"
                                  << "FALSE" << told.arg("true", "false");
}

void TestTextTables::labelsAreUnderstood() {
  QFETCH(QString, deposit);
  QFETCH(QString, other);
  QFETCH(QString, told);
  QString text = fourRows;
  text.replace("\n1;", "\n+;").replace("\n0;", "\n" + other + ";").replace("\n+;", "\n" + deposit + ";");
  for (const bool needBothClasses : {true, false}) {
    const Reading reading = readFile(write("labels.csv", text), {}, needBothClasses);
    QCOMPARE(reading.error, QString());
    QVERIFY(reading.hasLabels);
    QCOMPARE(reading.table.labels, (std::vector<int>{1, 0, 1, 0}));
    QCOMPARE(reading.messages.join('\n'), told);
  }
}

void TestTextTables::namesAreNoLabels() {
  const QString path = write("names.csv", QString(fourRows).replace("\n1;", "\nNorth;"));
  QCOMPARE(
      readFile(path).error,
      QStringLiteral("SAMPLES: the label field 'label' holds 'North'; it must hold 1 for deposits and 0 for "
                     "non-deposits."));
  const Reading explained = readFile(path, {}, false);
  QVERIFY(!explained.hasLabels);
  QCOMPARE(explained.warnings, QStringList{"SAMPLES: the field 'label' holds 'North' and is no label; the "
                                           "samples are taken as without labels."});
}

void TestTextTables::whatIsWrittenReadsBackInEveryFormat_data() {
  QTest::addColumn<QString>("file");
  for (const char* ending :
       {"gpkg", "sqlite", "shp", "geojson", "fgb", "tab", "csv", "kml", "gml", "xlsx", "ods"})
    QTest::newRow(ending) << QStringLiteral("samples.") + QLatin1String(ending);
}

void TestTextTables::whatIsWrittenReadsBackInEveryFormat() {
  QFETCH(QString, file);
  SampleTable table;
  table.features = {"W", "Sn"};
  table.values.resize(30, 2);
  Random random(11);
  for (int i = 0; i < 30; ++i) {
    table.values.row(i) << random.normal(), random.normal();
    table.labels.push_back(i < 15 ? 1 : 0);
    table.ids.push_back(i + 1);
    table.origins.push_back(i == 29 ? "smote" : SampleTable::observedOrigin);
    table.parentA.push_back(i == 29 ? std::optional<std::int64_t>(17) : std::nullopt);
    table.parentB.push_back(table.parentA.back());
    table.points.push_back({10 + random.uniform(), 50 + random.uniform()});
  }
  QgsProcessingContext context;
  QString path = mFolder.filePath(file);
  const QgsFields fields = sampleFields(table);
  {
    const std::unique_ptr<QgsFeatureSink> sink(
        QgsProcessingUtils::createFeatureSink(path, context, fields, prospectivity::Qgis::WkbType::Point,
                                              QgsCoordinateReferenceSystem::fromEpsgId(4326)));
    QVERIFY(sink);
    writeSamples(table, fields, *sink, Progress());
  }
  Reading back = readFile(mFolder.filePath(file));
  QCOMPARE(back.error, QString());
  std::vector<std::size_t> order(back.table.size()); // FlatGeobuf sorts by place
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return back.table.ids[a] < back.table.ids[b]; });
  back.table = back.table.rows(order);
  QCOMPARE(back.table.features.size(), table.features.size());
  for (std::size_t j = 0; j < table.features.size(); ++j) // SQLite's driver writes names in small letters
    QCOMPARE(QString::fromStdString(back.table.features[j]).toLower(),
             QString::fromStdString(table.features[j]).toLower());
  QCOMPARE(back.warnings, QStringList());
  QCOMPARE(back.table.labels, table.labels);
  QCOMPARE(back.table.ids, table.ids);
  QVERIFY(back.table.parentA == table.parentA && back.table.origins == table.origins);
  QVERIFY((back.table.values - table.values).cwiseAbs().maxCoeff() < 1e-9);
}

PROCESSING_TEST_MAIN(TestTextTables)
#include "test_text_tables.moc"
