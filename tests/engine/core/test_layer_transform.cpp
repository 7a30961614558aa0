#include "engine/core/layer_transform.h"

#include <QtTest>

#include <cmath>
#include <limits>

using namespace prospectivity;

class TestLayerTransform : public QObject {
  Q_OBJECT

 private slots:
  void valuesAreTransformed();
  void logRatiosAreNotMadeOfOneValue();
  void textComesBack_data();
  void textComesBack();
  void longTextsAreReadInOnePass();
  void otherTextsAreNone_data();
  void otherTextsAreNone();
  void wordsTellTheNumbers();
  void logarithmsLeadBack_data();
  void logarithmsLeadBack();
};

void TestLayerTransform::valuesAreTransformed() {
  const float none = std::numeric_limits<float>::quiet_NaN();
  QCOMPARE(LayerTransform()(3.5F), 3.5F);
  const LayerTransform log(TransformKind::Log, 2);
  QCOMPARE(log(1), std::log(3.0F));
  QVERIFY(std::isnan(log(-2)) && std::isnan(log(-5)) && std::isnan(log(none)));
  const LayerTransform ends(TransformKind::Winsorize, -1, 4);
  QCOMPARE(ends(-3), -1.0F);
  QCOMPARE(ends(2), 2.0F);
  QCOMPARE(ends(40), 4.0F);
  QVERIFY(std::isnan(ends(none)));
  const LayerTransform standard(TransformKind::Standardize, 10, 4);
  QCOMPARE(standard(12), 0.5F);
  QCOMPARE(standard.then(ends)(-90), -1.0F);
  QCOMPARE(ends.then(standard)(-90), -2.75F);
}

/// One value is no log-ratio, and must not be taken for one.
void TestLayerTransform::logRatiosAreNotMadeOfOneValue() {
  const LayerTransform ratio(LogRatio{{LogRatioKind::Centred, {"Cu", "Zn"}, {1, 2}}, 1});
  QVERIFY(!ratio.isNone());
  QCOMPARE(ratio.logRatio()->band, std::size_t{1});
  QVERIFY(std::isnan(ratio(3)));
  const LayerTransform more = ratio.then(LayerTransform(TransformKind::Standardize, 10, 4));
  QVERIFY(std::isnan(more(3)));
  QCOMPARE(more.text(), std::string("clr 2 of Cu 1.0 Zn 2.0 then standardize 10 4"));
  QVERIFY(!LayerTransform(TransformKind::Log, 0).logRatio());
}

void TestLayerTransform::textComesBack_data() {
  QTest::addColumn<QString>("text");
  for (const char* text : {"none", "log 0", "log 1.5", "winsorize -2.5 80", "standardize 0.125 3",
                           "winsorize 1 80 then log 0 then standardize 2 0.5", "clr 1 of Cu 0.65 Zn 2.0",
                           "ilr 1 of Cu 0.65 %74%68%65%6E 2.0 then standardize 2 0.5"})
    QTest::newRow(text) << text;
}

void TestLayerTransform::textComesBack() {
  QFETCH(QString, text);
  const std::optional<LayerTransform> transform = LayerTransform::read(text.toStdString());
  QVERIFY(transform.has_value());
  QCOMPARE(QString::fromStdString(transform->text()), text);
  QCOMPARE(transform->isNone(), text == "none");

  // To the last digit.
  const LayerTransform third(TransformKind::Standardize, 1.0 / 3, 2.0 / 3);
  QCOMPARE((*LayerTransform::read(third.text()))(7.1F), third(7.1F));
}

/// Time that grew with the square of the length would be hours.
void TestLayerTransform::longTextsAreReadInOnePass() {
  std::string text = "log 0";
  for (int i = 0; i < 200000; ++i)
    text += " then log 0";
  const std::optional<LayerTransform> transform = LayerTransform::read(text);
  QVERIFY(transform.has_value());
  QCOMPARE(transform->text().size(), text.size());
}

void TestLayerTransform::otherTextsAreNone_data() {
  QTest::addColumn<QString>("text");
  for (const char* text : {"", "log", "log x", "log 0 1", "winsorize 1", "standardize 1,5 2", "sqrt 0",
                           "log 0 then", "then", "none then log 0", "clr 1 of Cu 1",
                           "log 0 then clr 1 of Cu 1 Zn 1", "clr 1 of Cu 1 Zn 1 then clr 1 of Cu 1 Zn 1"})
    QTest::newRow(text) << text;
}

void TestLayerTransform::otherTextsAreNone() {
  QFETCH(QString, text);
  QVERIFY(!LayerTransform::read(text.toStdString()).has_value());
}

void TestLayerTransform::wordsTellTheNumbers() {
  const auto words = [](const char* text) {
    return QString::fromStdString(LayerTransform::read(text)->words());
  };
  QCOMPARE(words("none"), QString());
  QCOMPARE(words("winsorize 0.5 80 then log 0"), QString("winsorized to 0.5 .. 80, logarithm"));
  QCOMPARE(words("log 2"), QString("logarithm of (value + 2)"));
  QCOMPARE(words("standardize 3 0.5"), QString("(value - 3) / 0.5"));
  QCOMPARE(words("clr 1 of Cu 0.65 Zn 2 then standardize 3 0.5"),
           QString("centred log-ratio of Cu among Cu, Zn, (value - 3) / 0.5"));
}

void TestLayerTransform::logarithmsLeadBack_data() {
  QTest::addColumn<QString>("text");
  QTest::addColumn<bool>("leadsBack");
  for (const char* text : {"log 0", "log 2", "winsorize 0.5 80 then log 0", "log 0 then standardize 3 0.5",
                           "standardize 3 0.5 then log 7", "standardize 3 2 then log 7 then standardize 1 4",
                           "standardize 1 2 then standardize 3 4 then log 9"})
    QTest::newRow(text) << text << true;
  for (const char* text : {"none", "winsorize 1 2", "standardize 3 0.5", "log 0 then log 1",
                           "log 0 then winsorize 1 2", "log 0 then standardize 3 0",
                           "standardize 0 1 then winsorize 1 2 then log 0", "clr 1 of Cu 0.65 Zn 2"})
    QTest::newRow(text) << text << false;
}

void TestLayerTransform::logarithmsLeadBack() {
  QFETCH(QString, text);
  QFETCH(bool, leadsBack);
  const LayerTransform transform = *LayerTransform::read(text.toStdString());
  const std::optional<LogScale> scale = transform.logScale();
  QCOMPARE(scale.has_value(), leadsBack);
  if (!scale)
    return;
  for (const float original : {1.0F, 2.5F, 70.0F}) {
    const auto value = static_cast<double>(transform(original));
    QVERIFY(std::abs(scale->valueOf(static_cast<double>(original)) - value) < 1e-5);
    QVERIFY(std::abs(scale->originalOf(value) / static_cast<double>(original) - 1) < 1e-4);
  }
  QVERIFY(std::isnan(scale->valueOf(-1000)));
}

QTEST_APPLESS_MAIN(TestLayerTransform)
#include "test_layer_transform.moc"
