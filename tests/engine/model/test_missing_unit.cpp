#include "engine/core/error.h"
#include "engine/core/layer_transform.h"
#include "engine/model/missing_unit.h"

#include <QtTest>

using namespace prospectivity;

/// A layer in another unit is brought to that of the model, and told; never fed as it is without a word.
class TestMissingUnit : public QObject {
  Q_OBJECT

 private slots:
  void factorsAreTold_data();
  void factorsAreTold();
  void whatWasTransformedIsRefused();
};

namespace {

double factorOf(const QString& learnt, const QString& found, const std::string& transform, QString& warned) {
  FeatureDescription before;
  FeatureDescription now;
  before.setNature(learnt.toStdString());
  now.setNature(found.toStdString());
  now.transform = transform;
  Progress progress;
  progress.onWarning = [&](const Sentence& line) { warned += QString::fromStdString(line.text()); };
  return missingUnitFactor("the layer 'W'", before, now, progress);
}

} // namespace

void TestMissingUnit::factorsAreTold_data() {
  QTest::addColumn<QString>("learnt");
  QTest::addColumn<QString>("found");
  QTest::addColumn<double>("factor");
  QTest::addColumn<QString>("warning");
  QTest::newRow("percent")
      << "quantity in ppm"
      << "quantity in %" << 1e4
      << "The values of the layer 'W' are in %, and the model learnt them in ppm: they are "
         "multiplied by 10000. If they are in ppm already, give the layer that unit (units of "
         "Build evidence stack).";
  QTest::newRow("another name") << "quantity in ppm"
                                << "quantity in g/t" << 1.0 << "";
  QTest::newRow("no factor is known") << "quantity in ppm"
                                      << "quantity in cps" << 1.0 << "";
  QTest::newRow("no unit") << "quantity in ppm"
                           << "quantity" << 1.0 << "";
  QTest::newRow("codes") << "quantity in ppm"
                         << "codes" << 1.0 << "";
}

void TestMissingUnit::factorsAreTold() {
  QFETCH(QString, learnt);
  QFETCH(QString, found);
  QFETCH(double, factor);
  QFETCH(QString, warning);
  for (const std::string& raw : {std::string(), LayerTransform().text()}) {
    QString warned;
    QCOMPARE(factorOf(learnt, found, raw, warned), factor);
    QCOMPARE(warned, warning);
  }
}

void TestMissingUnit::whatWasTransformedIsRefused() {
  QString warned;
  try {
    factorOf("quantity in ppm", "quantity in %", "log 0", warned);
    QFAIL("the logarithm was multiplied");
  } catch (const Error& error) {
    QCOMPARE(
        QString::fromUtf8(error.what()),
        QStringLiteral("The values of the layer 'W' were transformed in %, and the model learnt them in ppm: "
                       "bring the layer to ppm, and build the stack anew."));
  }
  QCOMPARE(factorOf("quantity in ppm", "quantity in mg/kg", "log 0", warned), 1.0);
}

QTEST_APPLESS_MAIN(TestMissingUnit)
#include "test_missing_unit.moc"
