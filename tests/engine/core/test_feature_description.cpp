#include "engine/core/feature_description.h"

#include <QtTest>

#include <cmath>

using namespace prospectivity;

class TestFeatureDescription : public QObject {
  Q_OBJECT

 private slots:
  void naturesComeBack();
  void otherTextsAreNone();
  void theScaleIsToldInWords();
  void unitsWithSeparatorsAreNone();
  void namesOfClassesComeBack();
  void otherTextsNameNoClasses();
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

void TestFeatureDescription::namesOfClassesComeBack() {
  FeatureDescription rocks;
  rocks.classes = {{-1, "none"},
                   {1, "granite; coarse"},
                   {2, "a=b, \"c\""},
                   {static_cast<double>(0.1F), " slate "},
                   {16777215, "Gneis \u00e4lter"}};
  FeatureDescription back;
  QVERIFY(back.setClasses(rocks.classText()));
  QVERIFY(back.classes == rocks.classes);
  QCOMPARE(back.className(1), std::string("granite; coarse"));
  QCOMPARE(back.className(3), std::string());
  QCOMPARE(back.className(std::nan("")), std::string());
  FeatureDescription two;
  two.classes = {{2, "slate"}, {1, "granite"}};
  QCOMPARE(two.classText(), std::string("1=granite; 2=slate"));
  QCOMPARE(FeatureDescription().classText(), std::string());
  two.joined = {"chert; black", "a=b", "+"};
  QCOMPARE(two.classText(), std::string("1=granite; 2=slate; +=+; +=a=b; \"+=chert; black\""));
  QVERIFY(back.setClasses(two.classText()));
  QVERIFY(back.classes == two.classes && back.joined == two.joined);
  QVERIFY(back.setClasses("+=tuff"));
  QVERIFY(back.classes.empty() && back.joined == (std::set<std::string>{"tuff"}));
}

void TestFeatureDescription::otherTextsNameNoClasses() {
  FeatureDescription rocks;
  rocks.classes = {{1, "granite"}};
  // The last: what a format that cuts long texts leaves.
  for (const char* text : {"", "granite", "1", "1=", "one=granite", "1 =granite", "nan=granite",
                           "1e99=granite", "+", "+=", "++=tuff", "1=a; 2", "1=a; \"2=b; c"})
    QVERIFY2(!rocks.setClasses(text), text);
  QCOMPARE(rocks.className(1), std::string("granite"));
}

QTEST_APPLESS_MAIN(TestFeatureDescription)
#include "test_feature_description.moc"
