#include "engine/core/error.h"
#include "engine/core/random.h"
#include "processing/layers/sample_layer.h"
#include "processing/releases/fields.h"
#include "tests/processing/processing_fixture.h"

#include <ogrsf_frmts.h>
#include <qgsprocessingutils.h>
#include <qgsvectorlayer.h>

using namespace prospectivity;

/// Samples layers made by others, and their mistakes, each told in one sentence.
class TestSampleLayer : public QObject {
  Q_OBJECT

 private slots:
  void bookkeepingFieldsAreNoFeatures();
  void yttriumIsNoCoordinate();
  void theLabelIsNoFeatureInAnyCase();
  void rowsWithGapsAreLeftOutAndCounted();
  void numbersBeyondThoseOfModelsAreRefused();
  void whatIsWrittenReadsBack();
  void samplesWithoutTheRecordOfOthersAreTold();
  void unitsOfSeveralStacksAreHeldTogether();
  void aRockOfSomeOriginIsObserved();
  void mistakesAreNamed_data();
  void mistakesAreNamed();
  void resultsAreToldByTheirCompany_data();
  void resultsAreToldByTheirCompany();
  void keysOfTheSourceAreTold();
  void resultsChosenByHandAreUsedWithAWarning();
  void aNameThatTwoFieldsHaveIsRefused();
  void resultsDoNotTakeTheNamesOfFeatures();
  void whatTellsTheAnswerIsRefused_data();
  void whatTellsTheAnswerIsRefused();
  void bandsThatTablesCannotHoldAreNamed_data();
  void bandsThatTablesCannotHoldAreNamed();
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
  progress.onWarning = [warning](const Sentence& line) {
    if (warning != nullptr)
      *warning = QString::fromStdString(line.text());
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

void TestSampleLayer::numbersBeyondThoseOfModelsAreRefused() {
  for (const double value : {-1e300, 3.5e38}) {
    QList<Row> rows = good;
    rows << Row{0, 3.0, value};
    try {
      read(makeLayer(rows), {});
      QFAIL("a number was read that is infinite in a model");
    } catch (const Error& error) {
      QCOMPARE(QString(error.what()),
               QStringLiteral("SAMPLES: the field 'Sn' holds %1, beyond the numbers that models compute with "
                              "(up to 3.4e38); make it NULL, if it stands for no data, or give the field in "
                              "another unit.")
                   .arg(value < 0 ? "-1e+300" : "3.5e+38"));
    }
    QCOMPARE(read(makeLayer(rows), {"W"}).size(), std::size_t{5}); // a field that is not used may hold it
  }
  QList<Row> rows = good;
  rows << Row{0, 3.0, 3.4e38};
  QCOMPARE(read(makeLayer(rows), {"W", "Sn"}).size(), std::size_t{5});
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

// Samples of a stack and a table of raw assays, put together.
void TestSampleLayer::samplesWithoutTheRecordOfOthersAreTold() {
  auto layer = makeLayer(good);
  layer->dataProvider()->addAttributes({makeField("transforms", QMetaType::QString)});
  layer->updateFields();
  const int field = layer->fields().lookupField("transforms");
  QVERIFY(layer->dataProvider()->changeAttributeValues(
      {{1, {{field, "W=log 0"}}}, {2, {{field, "W=log 0"}}}, {3, {{field, "W=log 0"}}}}));
  QString warning;
  const SampleTable table = read(layer, {"W", "Sn"}, &warning);
  QCOMPARE(warning, QStringLiteral("SAMPLES: 1 of 4 samples do not say what was done to their layers (field "
                                   "'transforms'), as the others do: they are taken to be of the same stack; "
                                   "if they are not, leave them out."));
  QCOMPARE(table.descriptions.front().transform, std::string("log 0"));
  QVERIFY(layer->dataProvider()->changeAttributeValues({{4, {{field, "W=log 0"}}}}));
  warning.clear();
  read(layer, {"W", "Sn"}, &warning);
  QCOMPARE(warning, QString());
}

// Half of the samples have the layer in another unit, by another name of it, or by one that nobody knows.
void TestSampleLayer::unitsOfSeveralStacksAreHeldTogether() {
  const auto readWith = [](const char* unit, QString& told) {
    auto layer = makeLayer(good);
    layer->dataProvider()->addAttributes({makeField("natures", QMetaType::QString)});
    layer->updateFields();
    const int field = layer->fields().lookupField("natures");
    const QString own = QStringLiteral("W=quantity in %1").arg(unit);
    layer->dataProvider()->changeAttributeValues({{1, {{field, "W=quantity in ppm"}}},
                                                  {2, {{field, "W=quantity in ppm"}}},
                                                  {3, {{field, own}}},
                                                  {4, {{field, own}}}});
    try {
      read(layer, {"W", "Sn"}, &told);
    } catch (const Error& error) {
      told = QString::fromUtf8(error.what());
    }
  };
  QString told;
  readWith("g/t", told);
  QCOMPARE(told, QString());
  readWith("cps", told);
  QVERIFY2(told.contains("is in ppm and in cps: unless these are two names of one unit") ||
               told.contains("is in cps and in ppm: unless these are two names of one unit"),
           qPrintable(told));
  readWith("%", told);
  QVERIFY2(told.startsWith("SAMPLES: the samples come from stacks in which the layer 'W' is in ") &&
               told.endsWith("; take all samples from one stack.") && !told.contains("unless"),
           qPrintable(told));
}

void TestSampleLayer::aRockOfSomeOriginIsObserved() {
  auto layer = makeLayer(good);
  layer->dataProvider()->addAttributes({makeField("origin", QMetaType::QString)});
  layer->updateFields();
  const int field = layer->fields().lookupField("origin");
  QgsChangedAttributesMap origins;
  for (int i = 1; i <= 4; ++i)
    origins[i] = {{field, i % 2 == 0 ? "magmatic" : "metamorphic"}};
  QVERIFY(layer->dataProvider()->changeAttributeValues(origins));
  SampleTable table = read(layer, {"W", "Sn"});
  for (std::size_t row = 0; row < table.size(); ++row)
    QVERIFY(table.isObserved(row));
  QVERIFY(layer->dataProvider()->changeAttributeValues({{3, {{field, QVariant()}}}}));
  table = read(layer, {"W", "Sn"});
  for (std::size_t row = 0; row < table.size(); ++row)
    QVERIFY(table.isObserved(row));
  QVERIFY(
      layer->dataProvider()->changeAttributeValues({{2, {{field, "smote"}}}, {3, {{field, "metamorphic"}}}}));
  table = read(layer, {"W", "Sn"});
  QCOMPARE(table.origins, (std::vector<std::string>{"metamorphic", "smote", "metamorphic", "magmatic"}));
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

void TestSampleLayer::theLabelIsNoFeatureInAnyCase() {
  const auto layer = std::make_unique<QgsVectorLayer>(
      "Point?field=Label:int&field=W:double&field=Parent_A:int&field=SET:int", "samples", "memory");
  for (int i = 0; i < 4; ++i) {
    QgsFeature feature(layer->fields());
    feature.setAttributes(QgsAttributes(QVector<QVariant>{i % 2, 1.0 + i, QVariant(), QVariant()}));
    layer->dataProvider()->addFeature(feature);
  }
  const SampleTable table = read(layer, {});
  QCOMPARE(table.features, (std::vector<std::string>{"W"}));
  QCOMPARE(table.labels, (std::vector<int>{0, 1, 0, 1}));
}

// "Residual" is gravity without its regional field, "Prediction" another's map.
void TestSampleLayer::resultsAreToldByTheirCompany_data() {
  QTest::addColumn<QString>("fields");
  QTest::addColumn<QStringList>("features");
  QTest::addColumn<QString>("message");
  QTest::addColumn<QString>("warning");
  const QString own =
      "SAMPLES: left out as keys, columns of the file's format or results of SHAP values: %1.";
  const QString named = "SAMPLES: left out as identifiers or coordinates by their names: %1; choose them "
                        "among the features if they are evidence.";
  QTest::newRow("evidence of such names") << "Residual:double,prediction:double,shap_index:double"
                                          << QStringList{"Residual", "prediction", "shap_index"} << ""
                                          << "";
  QTest::newRow("a layer of SHAP values")
      << "W:double,shap_W:double,base_value:double,prediction:double,residual:double,se_W:double,se_x:double"
      << QStringList{"W", "se_x"} << own.arg("'shap_W', 'base_value', 'prediction', 'residual', 'se_W'")
      << "";
  QTest::newRow("SHAP values of a model with such a feature")
      << "Residual:double,shap_Residual:double,base_value:double,prediction:double,residual_of_model:double"
      << QStringList{"Residual"}
      << own.arg("'shap_Residual', 'base_value', 'prediction', 'residual_of_model'") << "";
  QTest::newRow("identifiers by their names")
      << "W:double,ID:int,OBJECTID:int" << QStringList{"W"} << "" << named.arg("'ID', 'OBJECTID'");
  QTest::newRow("a lone y is yttrium") << "W:double,Y:double" << QStringList{"W", "Y"} << ""
                                       << "";
  QTest::newRow("x and y") << "W:double,X:double,Y:double" << QStringList{"W"} << "" << named.arg("'X', 'Y'");
  QTest::newRow("a copied row number") << "W:double,fid:int" << QStringList{"W"} << own.arg("'fid'") << "";
  QTest::newRow("readings of a flame ionization detector")
      << "W:double,FID:double" << QStringList{"W"} << "" << named.arg("'FID'");
  QTest::newRow("columns of KML") << "W:double,tessellate:int,extrude:int,visibility:int,drawOrder:int"
                                  << QStringList{"W"}
                                  << own.arg("'tessellate', 'extrude', 'visibility', 'drawOrder'") << "";
}

void TestSampleLayer::resultsAreToldByTheirCompany() {
  QFETCH(QString, fields);
  QFETCH(QStringList, features);
  QFETCH(QString, message);
  QFETCH(QString, warning);
  QString uri = "Point?field=label:int";
  for (const QString& field : fields.split(','))
    uri += "&field=" + field;
  QgsVectorLayer layer(uri, "samples", "memory");
  Random random(3);
  for (int i = 0; i < 4; ++i) {
    QgsFeature feature(layer.fields());
    QVector<QVariant> values{i % 2};
    for (int j = 1; j < layer.fields().count(); ++j)
      values << (layer.fields().at(j).name() == "W" ? QVariant(random.normal())
                                                    : QVariant(static_cast<int>(random.below(50))));
    feature.setAttributes(QgsAttributes(values));
    layer.dataProvider()->addFeature(feature);
  }
  QgsProcessingContext context;
  const QgsProcessingFeatureSource source(&layer, context, false);
  QStringList messages;
  QStringList warnings;
  Progress progress;
  progress.onMessage = [&](const Sentence& line) { messages << QString::fromStdString(line.text()); };
  progress.onWarning = [&](const Sentence& line) {
    if (QString::fromStdString(line.text()).contains("by their names"))
      warnings << QString::fromStdString(line.text());
  };
  const SampleTable table = readSamples(source, "SAMPLES", "label", {}, progress);
  QStringList read;
  for (const std::string& name : table.features)
    read << QString::fromStdString(name);
  QCOMPARE(read, features);
  QCOMPARE(messages.join(' '), message);
  QCOMPARE(warnings.join(' '), warning);
}

// A column that the file calls unique and never empty: nothing in its values says that it is a key. The row
// number that the driver puts before the user's columns is none of them, and nothing is said of it.
void TestSampleLayer::keysOfTheSourceAreTold() {
  QTemporaryDir folder;
  const QString path = folder.filePath("keys.gpkg");
  GDALDataset* file = GetGDALDriverManager()->GetDriverByName("GPKG")->Create(path.toUtf8().constData(), 0, 0,
                                                                              0, GDT_Unknown, nullptr);
  OGRLayer* layer = file->CreateLayer("keys", nullptr, wkbPoint, nullptr);
  OGRFieldDefn key("assay", OFTInteger);
  key.SetNullable(0);
  key.SetUnique(1);
  OGRFieldDefn label("label", OFTInteger);
  OGRFieldDefn tungsten("W", OFTReal);
  for (OGRFieldDefn* field : {&label, &key, &tungsten})
    QCOMPARE(layer->CreateField(field), OGRERR_NONE);
  for (int i = 0; i < 12; ++i) {
    OGRFeature feature(layer->GetLayerDefn());
    feature.SetField("label", i % 2);
    feature.SetField("assay", i * i * 7919 % 104729);
    feature.SetField("W", 0.7 * i);
    QCOMPARE(layer->CreateFeature(&feature), OGRERR_NONE);
  }
  GDALClose(file);
  QgsVectorLayer samples(path, "keys", "ogr");
  QVERIFY(samples.isValid());
  QgsProcessingContext context;
  const QgsProcessingFeatureSource source(&samples, context, false);
  QStringList messages;
  Progress progress;
  progress.onMessage = [&](const Sentence& line) { messages << QString::fromStdString(line.text()); };
  QCOMPARE(readSamples(source, "SAMPLES", "label", {}, progress).features, std::vector<std::string>{"W"});
  QCOMPARE(messages, QStringList{"SAMPLES: left out as keys, columns of the file's format or results of SHAP "
                                 "values: 'assay'."});
}

void TestSampleLayer::resultsChosenByHandAreUsedWithAWarning() {
  QgsVectorLayer layer("Point?field=label:int&field=W:double&field=shap_W:double&field=base_value:double"
                       "&field=prediction:double&field=residual:double",
                       "explained", "memory");
  for (int i = 0; i < 4; ++i) {
    QgsFeature feature(layer.fields());
    feature.setAttributes(
        QgsAttributes(QVector<QVariant>{i % 2, 7.5 * i, 0.25 * i, 0.1, 0.5 + 0.1 * i, 0.0}));
    layer.dataProvider()->addFeature(feature);
  }
  QgsProcessingContext context;
  const QgsProcessingFeatureSource source(&layer, context, false);
  QStringList warnings;
  Progress progress;
  progress.onWarning = [&](const Sentence& line) { warnings << QString::fromStdString(line.text()); };
  const SampleTable table =
      readSamples(source, QStringLiteral("SAMPLES"), QStringLiteral("label"), {"W", "prediction"}, progress);
  QCOMPARE(table.features, (std::vector<std::string>{"W", "prediction"}));
  QCOMPARE(
      warnings,
      QStringList{"SAMPLES: the feature 'prediction' is a result of SHAP values, made by a model that knew "
                  "the labels of its samples, and no evidence; a model that learns it fails on ground that "
                  "it has not seen."});
}

// Cobalt beside carbon monoxide, in a file that tells names apart by case.
void TestSampleLayer::aNameThatTwoFieldsHaveIsRefused() {
  QgsVectorLayer layer("Point?field=label:int&field=CO:double&field=Co:double", "gases", "memory");
  for (int i = 0; i < 4; ++i) {
    QgsFeature feature(layer.fields());
    feature.setAttributes(QgsAttributes(QVector<QVariant>{i % 2, 7.5 * i, 0.25 * i}));
    layer.dataProvider()->addFeature(feature);
  }
  QgsProcessingContext context;
  const QgsProcessingFeatureSource source(&layer, context, false);
  const auto readOf = [&](const QStringList& features) {
    return readSamples(source, QStringLiteral("SAMPLES"), QStringLiteral("label"), features, Progress());
  };
  QCOMPARE(readOf({"Co"}).values(2, 0), 0.5);
  try {
    readOf({"co"});
    QFAIL("which of two was meant?");
  } catch (const Error& refusal) {
    QCOMPARE(QString::fromUtf8(refusal.what()),
             QStringLiteral(
                 "SAMPLES: the feature 'co' may be the field 'CO' or 'Co', and which is meant cannot be "
                 "told; rename one of them."));
  }
}

void TestSampleLayer::resultsDoNotTakeTheNamesOfFeatures() {
  SampleTable table;
  table.features = {"Residual"};
  QgsFields results;
  results.append(makeField("residual", QMetaType::Double));
  results.append(makeField("base_value", QMetaType::Double));
  const QgsFields fields = sampleFields(table, results);
  QVERIFY(fields.indexOf("Residual") >= 0);
  QVERIFY(fields.indexOf("residual_of_model") >= 0);
  QVERIFY(fields.indexOf("base_value") >= 0);
}

void TestSampleLayer::whatTellsTheAnswerIsRefused_data() {
  QTest::addColumn<QStringList>("features");
  QTest::addColumn<QString>("sentence");
  QTest::newRow("the label")
      << QStringList{"W", "label"}
      << "SAMPLES: the feature 'label' is the label field; leave it out of the features.";
  QTest::newRow("the label in another case")
      << QStringList{"LABEL"}
      << "SAMPLES: the feature 'LABEL' is the label field; leave it out of the features.";
  QTest::newRow("a parent")
      << QStringList{"W", "parent_a"}
      << "SAMPLES: the feature 'parent_a' describes the samples and is no evidence; leave it out "
         "of the features.";
  QTest::newRow("twice") << QStringList{"W", "Sn", "w"}
                         << "SAMPLES: the field 'W' stands for two features; choose it once.";
}

void TestSampleLayer::whatTellsTheAnswerIsRefused() {
  QFETCH(QStringList, features);
  QFETCH(QString, sentence);
  const auto layer = makeLayer(good);
  layer->dataProvider()->addAttributes({makeField("parent_a", QMetaType::LongLong)});
  layer->updateFields();
  try {
    read(layer, features);
    QFAIL("the mistake went unnoticed");
  } catch (const Error& error) {
    QCOMPARE(QString(error.what()), sentence);
  }
}

void TestSampleLayer::bandsThatTablesCannotHoldAreNamed_data() {
  QTest::addColumn<QStringList>("bands");
  QTest::addColumn<QString>("sentence");
  const QString taken = "STACK: the band '%1' has a name that samples use for something else; build the "
                        "stack with another name for it (BAND_NAMES).";
  for (const char* name : {"label", "Sample_ID", "fid", "geom"})
    QTest::newRow(name) << QStringList{"W", name} << taken.arg(name);
  QTest::newRow("a map of SHAP values")
      << QStringList{"shap_W", "base_value", "residual"} << taken.arg("shap_W");
  QTest::newRow("case")
      << QStringList{"Bi", "W", "BI"}
      << "STACK: the bands 'Bi' and 'BI' differ only in case, which tables do not tell apart; build "
         "the stack with other names for them (BAND_NAMES).";
}

void TestSampleLayer::bandsThatTablesCannotHoldAreNamed() {
  QFETCH(QStringList, bands);
  QFETCH(QString, sentence);
  std::vector<std::string> names;
  for (const QString& band : bands)
    names.push_back(band.toStdString());
  try {
    checkFeatureNames(names, QStringLiteral("STACK"));
    QFAIL("the mistake went unnoticed");
  } catch (const Error& error) {
    QCOMPARE(QString(error.what()), sentence);
  }
  names.pop_back();
  checkFeatureNames(names, QStringLiteral("STACK"));
}

PROCESSING_TEST_MAIN(TestSampleLayer)
#include "test_sample_layer.moc"
