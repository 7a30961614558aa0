#include "engine/model/other_nature.h"

#include <QtTest>

using namespace prospectivity;

class TestOtherNature : public QObject {
  Q_OBJECT

 private slots:
  void otherQuantitiesAreWarnedOf_data();
  void otherQuantitiesAreWarnedOf();
  void otherClassesAreWarnedOf();
  void otherClassesThatAreJoinedAreWarnedOf();
};

void TestOtherNature::otherQuantitiesAreWarnedOf_data() {
  QTest::addColumn<QString>("learnt");
  QTest::addColumn<QString>("found");
  QTest::addColumn<QString>("warning");
  const auto row = [](const char* name, const char* learnt, const char* found, const char* warning) {
    QTest::newRow(name) << learnt << found << warning;
  };
  row("the same", "quantity in ppm", "quantity in ppm", "");
  row("another unit", "quantity in ppm", "quantity in cps",
      "The values of the layer 'W' are in cps, and the model learnt them in ppm: unless these are two names "
      "of "
      "one unit, bring the layer to ppm first.");
  row("another name of the unit", "quantity in ppm", "quantity in g/t", "");
  row("a unit that can be converted", "quantity in ppm", "quantity in %", ""); // missingUnitFactor() tells
  row("no unit found", "quantity in ppm", "quantity", "");
  row("no unit learnt", "quantity", "quantity in %", "");
  row("codes for a quantity", "quantity in ppm", "codes",
      "The values of the layer 'W' are codes of classes, and the model learnt a quantity: give the layer "
      "that "
      "the model was trained on.");
  row("a quantity for a class", "indicator", "quantity",
      "The values of the layer 'W' are a quantity, and the model learnt 0 and 1 for a class: give the layer "
      "that the model was trained on.");
  row("nothing known of the layer", "indicator", "", "");
  row("nothing known of what was learnt", "", "codes", "");
}

void TestOtherNature::otherQuantitiesAreWarnedOf() {
  QFETCH(QString, learnt);
  QFETCH(QString, found);
  QFETCH(QString, warning);
  FeatureDescription before;
  FeatureDescription now;
  before.setNature(learnt.toStdString());
  now.setNature(found.toStdString());
  QString warned;
  Progress progress;
  progress.onWarning = [&](const Sentence& line) { warned += QString::fromStdString(line.text()); };
  warnOfOtherNature("the layer 'W'", before, now, progress);
  QCOMPARE(warned, warning);
}

void TestOtherNature::otherClassesAreWarnedOf() {
  QStringList warned;
  Progress progress;
  progress.onWarning = [&](const Sentence& line) { warned << QString::fromStdString(line.text()); };
  FeatureDescription learnt{FeatureKind::Codes, {}, {}};
  learnt.classes = {{1, "granite"}, {3, "slate"}};
  FeatureDescription found = learnt;
  found.classes.erase(1);
  found.classes[2] = "gneiss"; // that the model does not know: it says nothing of its number
  warnOfOtherNature("the layer 'rock'", learnt, found, progress);
  QVERIFY(warned.isEmpty());
  found.classes[3] = "marble";
  warnOfOtherNature("the layer 'rock'", learnt, found, progress);
  QCOMPARE(warned, QStringList{"The class 3 of the layer 'rock' is 'marble', and the model learnt 'slate' "
                               "under this number: give a layer whose classes are numbered as those that "
                               "the model was trained on."});
}

void TestOtherNature::otherClassesThatAreJoinedAreWarnedOf() {
  QStringList warned;
  Progress progress;
  progress.onWarning = [&](const Sentence& line) { warned << QString::fromStdString(line.text()); };
  FeatureDescription learnt{FeatureKind::Indicator, {}, {}};
  learnt.joined = {"chert", "marl", "tuff"};
  FeatureDescription found = learnt;
  found.joined.erase("marl"); // a class that is not here
  warnOfOtherNature("the layer 'rock=other'", learnt, found, progress);
  found.joined.clear(); // nobody knows
  warnOfOtherNature("the layer 'rock=other'", learnt, found, progress);
  found.joined = {"basalt"};
  warnOfOtherNature("the layer 'rock=other'", {FeatureKind::Indicator, {}, {}}, found, progress);
  QVERIFY2(warned.isEmpty(), qPrintable(warned.join('\n')));
  found.joined = {"basalt", "chert", "gneiss"};
  warnOfOtherNature("the layer 'rock=other'", learnt, found, progress);
  found.joined = {"a", "b", "c", "d", "e", "f", "g"};
  warnOfOtherNature("the layer 'rock=other'", learnt, found, progress);
  const QString sentence =
      QStringLiteral("The class 'other' of the layer 'rock=other' holds %1, which it did not hold where the "
                     "model was trained: give the layer that the model was trained on, or trust the model "
                     "less where this class is.");
  QCOMPARE(warned, (QStringList{sentence.arg("'basalt', 'gneiss'"),
                                sentence.arg("'a', 'b', 'c', 'd', 'e' and 2 more")}));
}

QTEST_APPLESS_MAIN(TestOtherNature)
#include "test_other_nature.moc"
