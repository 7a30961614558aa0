#include "engine/core/error.h"
#include "processing/core/feature_output.h"
#include "tests/processing/processing_fixture.h"

using namespace prospectivity;

/// Tables and layers arrive whole, or the algorithm says so.
class TestFeatureOutput : public QObject {
  Q_OBJECT

 private slots:
  void aRefusedFeatureIsTheEnd();
  void anOutputThatIsNotWantedIsNotFilled();
};

namespace {

/// Takes so many features, and refuses the next one.
class FullSink : public QgsFeatureSink {
 public:
  explicit FullSink(int room) : mRoom(room) {}
  bool addFeature(QgsFeature&, Flags) override { return mRoom-- > 0; }
  bool addFeatures(QgsFeatureList&, Flags) override { return false; }
  bool addFeatures(QgsFeatureIterator&, Flags) override { return false; }
  QString lastError() const override { return QStringLiteral("no room"); }

 private:
  int mRoom;
};

} // namespace

void TestFeatureOutput::aRefusedFeatureIsTheEnd() {
  QgsProcessingContext context;
  int written = 0;
  const auto open = [](QString& id) {
    id = QStringLiteral("somewhere");
    return new FullSink(2);
  };
  try {
    writeFeatures(QStringLiteral("TABLE"), open, context, [&](QgsFeatureSink& sink) {
      for (; written < 5; ++written) {
        QgsFeature feature;
        sink.addFeature(feature, QgsFeatureSink::FastInsert);
      }
      return 5LL;
    });
    QFAIL("the output was taken for whole");
  } catch (const Error& error) {
    QCOMPARE(QString(error.what()),
             QStringLiteral("TABLE: a feature could not be written (no room); free some space on the disk or "
                            "choose another destination."));
  }
  QCOMPARE(written, 2);
}

void TestFeatureOutput::anOutputThatIsNotWantedIsNotFilled() {
  QgsProcessingContext context;
  const QString id = writeFeatures(
      QStringLiteral("TABLE"), [](QString&) { return nullptr; }, context,
      [](QgsFeatureSink&) -> long long { throw Error("filled"); });
  QVERIFY(id.isEmpty());
}

PROCESSING_TEST_MAIN(TestFeatureOutput)
#include "test_feature_output.moc"
