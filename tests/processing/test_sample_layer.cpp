#include "engine/core/error.h"
#include "processing/core/sample_layer.h"
#include "tests/processing/processing_fixture.h"

#include <qgsprocessingutils.h>
#include <qgsvectorlayer.h>

using namespace prospectivity;

/// Samples layers made by others, and their mistakes, each told in one sentence.
class TestSampleLayer : public QObject {
  Q_OBJECT

 private slots:
  void bookkeepingFieldsAreNoFeatures();
  void yttriumIsNoCoordinate();
  void rowsWithGapsAreLeftOutAndCounted();
  void whatIsWrittenReadsBack();
  void mistakesAreNamed_data();
  void mistakesAreNamed();
};

namespace {

struct Row {
  QVariant label;
  QVariant w;
  QVariant sn;
};

std::unique_ptr<QgsVectorLayer> makeLayer(const QList<Row>& rows) {
  auto layer = std::make_unique<QgsVectorLayer>(
      QStringLiteral("Point?crs=EPSG:32650&field=fid:int&field=label:double&field=W:double"
                     "&field=Sn:double&field=note:string&field=x:double&field=y:double"),
      QStringLiteral("samples"), QStringLiteral("memory"));
  for (int i = 0; i < rows.size(); ++i) {
    QgsFeature feature(layer->fields());
    feature.setAttributes(
        QgsAttributes(QVector<QVariant>{i, rows[i].label, rows[i].w, rows[i].sn, "text", 7.0, 8.0}));
    feature.setGeometry(QgsGeometry::fromPointXY(QgsPointXY(100.0 * i, 5)));
    layer->dataProvider()->addFeature(feature);
  }
  return layer;
}

SampleTable read(const std::unique_ptr<QgsVectorLayer>& layer, const QStringList& features,
                 QString* warning = nullptr, const QString& labelField = QStringLiteral("label")) {
  QgsProcessingContext context;
  QgsProcessingFeatureSource source(layer.get(), context, false);
  Progress progress;
  progress.onWarning = [warning](const std::string& line) {
    if (warning != nullptr)
      *warning = QString::fromStdString(line);
  };
  return readSamples(source, QStringLiteral("SAMPLES"), labelField, features, progress);
}

const QList<Row> good{{1, 5.0, 1.0}, {1, 6.0, 2.0}, {0, 1.0, 3.0}, {0, 2.0, 4.0}};

} // namespace

void TestSampleLayer::bookkeepingFieldsAreNoFeatures() {
  const SampleTable table = read(makeLayer(good), {});
  QCOMPARE(table.features, (std::vector<std::string>{"W", "Sn"}));
  QCOMPARE(table.labels, (std::vector<int>{1, 1, 0, 0}));
  QCOMPARE(table.values(3, 1), 4.0);
  QCOMPARE(table.points[3].x, 300.0);
  QVERIFY(table.isObserved(0));
}

void TestSampleLayer::yttriumIsNoCoordinate() {
  const auto layer = std::make_unique<QgsVectorLayer>("Point?field=label:int&field=Y:double&field=Zr:double",
                                                      "samples", "memory");
  for (int i = 0; i < 4; ++i) {
    QgsFeature feature(layer->fields());
    feature.setAttributes(QgsAttributes(QVector<QVariant>{i % 2, 1.0 + i, 2.0 * i}));
    layer->dataProvider()->addFeature(feature);
  }
  QCOMPARE(read(layer, {}).features, (std::vector<std::string>{"Y", "Zr"}));
}

void TestSampleLayer::rowsWithGapsAreLeftOutAndCounted() {
  QList<Row> rows = good;
  rows << Row{1, QVariant(), 1.0} << Row{0, 1.0, std::nan("")} << Row{QVariant(), 1.0, 1.0};
  QString warning;
  QCOMPARE(read(makeLayer(rows), {}, &warning).size(), std::size_t{4});
  QCOMPARE(warning, QStringLiteral(
                        "SAMPLES: 3 samples without a label or with an empty feature value were left out."));
}

void TestSampleLayer::whatIsWrittenReadsBack() {
  SampleTable table = read(makeLayer(good), {});
  table.origins[1] = "smote";
  table.parentA[1] = 12;
  table.ids = {11, 12, 13, 14};
  const auto layer = std::make_unique<QgsVectorLayer>(QStringLiteral("Point?crs=EPSG:32650"),
                                                      QStringLiteral("out"), QStringLiteral("memory"));
  const QgsFields fields = sampleFields(table);
  layer->dataProvider()->addAttributes(fields.toList());
  layer->updateFields();
  writeSamples(table, fields, *layer->dataProvider(), Progress());
  const SampleTable back = read(layer, {});
  QCOMPARE(back.features, table.features);
  QVERIFY(back.values == table.values);
  QCOMPARE(back.ids, table.ids);
  QCOMPARE(back.origins, table.origins);
  QVERIFY(back.parentA == table.parentA && back.parentB == table.parentB);
  QCOMPARE(back.points[2].x, 200.0);
}

void TestSampleLayer::mistakesAreNamed_data() {
  QTest::addColumn<int>("mistake");
  QTest::addColumn<QString>("sentence");
  QTest::newRow("label field missing") << 0
                                       << "SAMPLES: the layer has no label field 'class'; choose the field "
                                          "that holds 1 for deposits and 0 for "
                                          "non-deposits.";
  QTest::newRow("label not 0 or 1")
      << 1
      << "SAMPLES: the label field 'label' holds '2'; it must hold 1 for deposits and 0 for non-deposits.";
  QTest::newRow("label of one value")
      << 2
      << "SAMPLES: the label field 'label' has only the value 1; samples of both "
         "classes (1 deposit, 0 non-deposit) are needed.";
  QTest::newRow("one deposit") << 3
                               << "SAMPLES: 1 usable deposit(s) and 2 usable non-deposit(s) were found; at "
                                  "least 2 of each are needed.";
  QTest::newRow("feature missing")
      << 4 << "SAMPLES: the layer has no field 'Bi'; choose samples that have it, or other features.";
  QTest::newRow("nothing complete")
      << 5 << "SAMPLES: no sample has a value in every feature; fill the gaps or choose fewer features.";
}

void TestSampleLayer::mistakesAreNamed() {
  QFETCH(int, mistake);
  QFETCH(QString, sentence);
  QList<Row> rows = good;
  if (mistake == 1)
    rows[0].label = 2;
  if (mistake == 2)
    rows = {good[0], good[1]};
  if (mistake == 3)
    rows.removeFirst();
  if (mistake == 5)
    for (Row& row : rows)
      row.w = QVariant();
  const QString labelField = mistake == 0 ? QStringLiteral("class") : QStringLiteral("label");
  const QStringList features =
      mistake == 4 ? QStringList{QStringLiteral("W"), QStringLiteral("Bi")} : QStringList();
  try {
    read(makeLayer(rows), features, nullptr, labelField);
    QFAIL("the mistake went unnoticed");
  } catch (const Error& error) {
    QCOMPARE(QString::fromUtf8(error.what()), sentence);
  }
}

PROCESSING_TEST_MAIN(TestSampleLayer)
#include "test_sample_layer.moc"
