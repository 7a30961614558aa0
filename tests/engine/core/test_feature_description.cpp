#include "engine/core/feature_description.h"

#include <QtTest>

using namespace prospectivity;

class TestFeatureDescription : public QObject {
  Q_OBJECT

 private slots:
  void naturesComeBack();
  void otherTextsAreNone();
  void theScaleIsToldInWords();
  void unitsWithSeparatorsAreNone();
};

void TestFeatureDescription::naturesComeBack() {
  for (const FeatureDescription& description :
       {FeatureDescription{FeatureKind::Quantity, "ppm", {}},
        FeatureDescription{FeatureKind::Quantity, {}, {}},
        FeatureDescription{FeatureKind::Quantity, "inches in water", {}},
        FeatureDescription{FeatureKind::Codes, {}, {}}, FeatureDescription{FeatureKind::Indicator, {}, {}}}) {
    FeatureDescription back{FeatureKind::Unknown, "m", "log 0"};
    QVERIFY(back.setNature(description.nature()));
    QVERIFY(back.kind == description.kind);
    QCOMPARE(back.unit, description.unit);
    QCOMPARE(back.transform, std::string("log 0"));
  }
  QCOMPARE((FeatureDescription{FeatureKind::Quantity, "ppm", {}}.nature()), std::string("quantity in ppm"));
  QCOMPARE((FeatureDescription{FeatureKind::Unknown, "ppm", {}}.nature()), std::string());
}

void TestFeatureDescription::otherTextsAreNone() {
  FeatureDescription description{FeatureKind::Codes, {}, {}};
  for (const char* text : {"", "quantities", "quantity in ", "quantity ppm", "Codes"})
    QVERIFY2(!description.setNature(text), text);
  QVERIFY(description.kind == FeatureKind::Codes);
}

void TestFeatureDescription::theScaleIsToldInWords() {
  QCOMPARE((FeatureDescription{FeatureKind::Quantity, "ppm", "log 0"}.scaleInWords()),
           std::string("ppm, logarithm"));
  QCOMPARE((FeatureDescription{FeatureKind::Quantity, "ppm", "none"}.scaleInWords()), std::string("ppm"));
  QCOMPARE((FeatureDescription{FeatureKind::Quantity, {}, "log 0"}.scaleInWords()), std::string("logarithm"));
  QCOMPARE(FeatureDescription().scaleInWords(), std::string());
}

void TestFeatureDescription::unitsWithSeparatorsAreNone() {
  QCOMPARE(plainUnit(" g/t "), std::string("g/t"));
  QCOMPARE(plainUnit("  "), std::string());
  for (const char* text : {"a;b", "a=b", "5\""})
    QCOMPARE(plainUnit(text), std::string());
}

QTEST_APPLESS_MAIN(TestFeatureDescription)
#include "test_feature_description.moc"
