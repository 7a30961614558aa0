#include "engine/core/error.h"
#include "processing/frame/layer_text_parameter.h"
#include "processing/frame/layer_texts.h"
#include "tests/processing/processing_fixture.h"

using namespace prospectivity;

/// Texts on layers and their tables: what one says, the other says, and nothing gets lost between them.
class TestLayerTexts : public QObject {
  Q_OBJECT

 private slots:
  void textsAndTablesSayTheSame_data();
  void textsAndTablesSayTheSame();
  void aBandWithoutANewNameKeepsItsOwn();
  void whatIsFilledInIsWritten();
  void valuesThatCannotBeWrittenAreRefused();
  void mistakesNameTheList();
  void withoutAWindowItIsAText();
};

namespace {

using Texts = std::vector<std::string>;

const Texts& bands() {
  static const Texts names{"W", "Cu, ppm", "a=b", "say \"x\"", "geology"};
  return names;
}

} // namespace

Q_DECLARE_METATYPE(LayerTextForm)
Q_DECLARE_METATYPE(Texts)

void TestLayerTexts::textsAndTablesSayTheSame_data() {
  QTest::addColumn<LayerTextForm>("form");
  QTest::addColumn<QString>("text");
  QTest::addColumn<Texts>("values");
  QTest::addColumn<QString>("rest");
  QTest::addColumn<QString>("written"); // where it is not the text
  const auto values = LayerTextForm::ValuesOfSome;
  const auto some = LayerTextForm::NamesOfSome;
  const auto each = LayerTextForm::NameOfEach;
  const Texts none(5);
  QTest::newRow("nothing") << values << "" << none << ""
                           << "";
  QTest::newRow("values") << values << "W=log; \"Cu, ppm\"=winsorize 1 99; \"a=b\"=standardize"
                          << Texts{"log", "winsorize 1 99", "standardize", "", ""} << ""
                          << "";
  QTest::newRow("blanks") << values << " W =  log ;;" << Texts{"log", "", "", "", ""} << ""
                          << "W=log";
  QTest::newRow("marks within") << values << "\"say \"\"x\"\"\"=log" << Texts{"", "", "", "log", ""} << ""
                                << "";
  QTest::newRow("groups") << values << "clr(W, \"Cu, ppm\") zeros 1; geology=log; ilr(\"x;y\", z)"
                          << Texts{"", "", "", "", "log"} << "clr(W, \"Cu, ppm\") zeros 1; ilr(\"x;y\", z)"
                          << "geology=log; clr(W, \"Cu, ppm\") zeros 1; ilr(\"x;y\", z)";
  QTest::newRow("a layer that is not there")
      << values << "Sn=log; W=log" << Texts{"log", "", "", "", ""} << "Sn=log"
      << "W=log; Sn=log";
  QTest::newRow("twice") << values << "W=log; W=standardize" << Texts{"log", "", "", "", ""}
                         << "W=standardize"
                         << "";
  QTest::newRow("no value") << values << "W=" << none << "W="
                            << "";
  QTest::newRow("units") << values << "W=g/t; geology=%" << Texts{"g/t", "", "", "", "%"} << ""
                         << "";
  // The stack reads units without groups.
  QTest::newRow("units with brackets")
      << LayerTextForm::UnitsOfSome << "W=clr(\"ppm; geology=%" << Texts{"clr(\"ppm", "", "", "", "%"} << ""
      << "";
  QTest::newRow("chosen") << some << "\"Cu, ppm\", geology" << Texts{"", "Cu, ppm", "", "", "geology"} << ""
                          << "";
  QTest::newRow("chosen, unknown") << some << "soil, W" << Texts{"W", "", "", "", ""} << "soil"
                                   << "W, soil";
  QTest::newRow("names") << each << "a, \"b, c\", d, e, f" << Texts{"a", "b, c", "d", "e", "f"} << ""
                         << "";
  QTest::newRow("too many names") << each << "a, b, c, d, e, f, g" << Texts{"a", "b", "c", "d", "e"} << "f, g"
                                  << "";
}

void TestLayerTexts::textsAndTablesSayTheSame() {
  QFETCH(LayerTextForm, form);
  QFETCH(QString, text);
  QFETCH(Texts, values);
  QFETCH(QString, rest);
  QFETCH(QString, written);
  const LayerTexts read = readLayerTexts(form, text.toStdString(), bands(), "TRANSFORMS");
  QCOMPARE(read.values, values);
  QCOMPARE(QString::fromStdString(read.rest), rest);
  const std::string again = writeLayerTexts(form, read, bands());
  QCOMPARE(QString::fromStdString(again), written.isEmpty() ? text : written);
  const LayerTexts twice = readLayerTexts(form, again, bands(), "TRANSFORMS");
  QCOMPARE(twice.values, values);
  QCOMPARE(QString::fromStdString(twice.rest), rest);
}

void TestLayerTexts::aBandWithoutANewNameKeepsItsOwn() {
  LayerTexts said{{"tungsten", "", "", "", ""}, ""};
  QCOMPARE(writeLayerTexts(LayerTextForm::NameOfEach, said, bands()),
           std::string("tungsten, \"Cu, ppm\", a=b, \"say \"\"x\"\"\", geology"));
  said.values.front() = "W"; // no new name at all
  QCOMPARE(writeLayerTexts(LayerTextForm::NameOfEach, said, bands()), std::string());
}

void TestLayerTexts::whatIsFilledInIsWritten() {
  LayerTexts said = readLayerTexts(LayerTextForm::ValuesOfSome, "clr(Mo, Bi)", bands(), "TRANSFORMS");
  said.values[2] = "log";
  QCOMPARE(writeLayerTexts(LayerTextForm::ValuesOfSome, said, bands()),
           std::string("\"a=b\"=log; clr(Mo, Bi)"));
}

void TestLayerTexts::valuesThatCannotBeWrittenAreRefused() {
  const auto refusal = [](LayerTextForm form, const std::string& value) {
    LayerTexts said;
    said.values = {"", "", value, "", ""};
    try {
      checkLayerTexts(form, said, bands(), "TRANSFORMS");
    } catch (const Error& failure) {
      return std::string(failure.what());
    }
    return std::string();
  };
  for (const LayerTextForm form : {LayerTextForm::ValuesOfSome, LayerTextForm::UnitsOfSome}) {
    QCOMPARE(refusal(form, "winsorize 1 99"), std::string());
    QCOMPARE(refusal(form, ""), std::string());
    for (const char* value : {"log; Sn=log", "a=b", ";"})
      QVERIFY2(refusal(form, value).find("TRANSFORMS: '") == 0, value);
  }
  QCOMPARE(
      refusal(LayerTextForm::ValuesOfSome, "log; Sn=log"),
      std::string("TRANSFORMS: 'log; Sn=log' cannot stand for 'a=b': write it without semicolons, equals "
                  "signs and quotation marks."));
  // Names stand in quotation marks.
  QCOMPARE(refusal(LayerTextForm::NameOfEach, "a;b"), std::string());
}

void TestLayerTexts::mistakesNameTheList() {
  try {
    readLayerTexts(LayerTextForm::NamesOfSome, "\"open, W", bands(), "CATEGORICAL");
    QFAIL("an open quotation mark");
  } catch (const Error& failure) {
    QVERIFY2(QString(failure.what()).startsWith("CATEGORICAL: the quotation mark of "), failure.what());
  }
}

// qgis_process, scripts and models know nothing of tables.
void TestLayerTexts::withoutAWindowItIsAText() {
  const QgsProcessingAlgorithm* stack =
      QgsApplication::processingRegistry()->algorithmById(QStringLiteral("prospectivity:buildevidencestack"));
  for (const char* name : {"BAND_NAMES", "CATEGORICAL", "TRANSFORMS", "UNITS"}) {
    const QgsProcessingParameterDefinition* parameter = stack->parameterDefinition(QLatin1String(name));
    QVERIFY2(dynamic_cast<const LayerTextParameter*>(parameter) != nullptr, name);
    QCOMPARE(parameter->type(), QgsProcessingParameterString::typeName());
    QVERIFY(!parameter->defaultValue().isValid());
    QVERIFY(parameter->checkValueIsAcceptable(QStringLiteral("W=log")));
    QVERIFY(parameter->checkValueIsAcceptable(QVariant()));
    const std::unique_ptr<QgsProcessingParameterDefinition> copy(parameter->clone());
    QCOMPARE(dynamic_cast<const LayerTextParameter&>(*copy).table().title,
             dynamic_cast<const LayerTextParameter&>(*parameter).table().title);
  }
}

PROCESSING_TEST_MAIN(TestLayerTexts)
#include "test_layer_texts.moc"
