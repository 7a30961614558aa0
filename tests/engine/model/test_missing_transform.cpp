#include "engine/core/error.h"
#include "engine/model/missing_transform.h"

#include <QtTest>

using namespace prospectivity;

class TestMissingTransform : public QObject {
  Q_OBJECT

 private slots:
  void whatIsMissingIsDone_data();
  void whatIsMissingIsDone();
  void somethingElseIsRefused_data();
  void somethingElseIsRefused();
  void logRatiosAreNotMadeUp_data();
  void logRatiosAreNotMadeUp();
};

void TestMissingTransform::whatIsMissingIsDone_data() {
  QTest::addColumn<QString>("learnt");
  QTest::addColumn<QString>("found");
  QTest::addColumn<QString>("done");
  QTest::addColumn<QString>("message");
  QTest::addColumn<QString>("warning");
  const QString words = "the model learnt the layer 'W' transformed (logarithm), which is done here as well";
  QTest::newRow("the same") << "log 0"
                            << "log 0"
                            << "none"
                            << ""
                            << "";
  QTest::newRow("neither") << "none"
                           << "none"
                           << "none"
                           << ""
                           << "";
  QTest::newRow("as it was, no record") << "none"
                                        << ""
                                        << "none"
                                        << ""
                                        << "";
  QTest::newRow("model knows nothing, no record") << ""
                                                  << ""
                                                  << "none"
                                                  << ""
                                                  << "";
  QTest::newRow("model knows nothing") << ""
                                       << "log 0"
                                       << "none"
                                       << ""
                                       << "";
  QTest::newRow("not yet done") << "log 0"
                                << "none"
                                << "log 0" << words + "."
                                << "";
  QTest::newRow("the same log-ratio") << "clr 1 of Cu 0.65 Zn 2.0"
                                      << "clr 1 of Cu 0.65 Zn 2.0"
                                      << "none"
                                      << ""
                                      << "";
  QTest::newRow("no record")
      << "log 0"
      << ""
      << "log 0"
      << ""
      << "Nobody knows what was done to the values of the layer 'W': " + words +
             ". If it was done before, give the stack of buildevidencestack itself, which "
             "keeps a record of it.";
}

void TestMissingTransform::whatIsMissingIsDone() {
  QFETCH(QString, learnt);
  QFETCH(QString, found);
  QFETCH(QString, done);
  QFETCH(QString, message);
  QFETCH(QString, warning);
  QString said;
  QString warned;
  Progress progress;
  progress.onMessage = [&](const Sentence& line) { said += QString::fromStdString(line.text()); };
  progress.onWarning = [&](const Sentence& line) { warned += QString::fromStdString(line.text()); };
  const LayerTransform transform =
      missingTransform("the layer 'W'", learnt.toStdString(), found.toStdString(), progress);
  QCOMPARE(QString::fromStdString(transform.text()), done);
  QCOMPARE(said, message);
  QCOMPARE(warned, warning);
}

void TestMissingTransform::somethingElseIsRefused_data() {
  QTest::addColumn<QString>("learnt");
  QTest::addColumn<QString>("found");
  QTest::addColumn<QString>("words");
  QTest::newRow("another") << "log 0"
                           << "standardize 3 2"
                           << "((value - 3) / 2) are not what the model learnt (logarithm)";
  QTest::newRow("other numbers") << "log 0"
                                 << "log 1"
                                 << "(logarithm of (value + 1)) are not what the model learnt (logarithm)";
  QTest::newRow("raw learnt") << "none"
                              << "log 0"
                              << "(logarithm) are not what the model learnt (as it was)";
  QTest::newRow("a log-ratio of what was learnt raw") << "none"
                                                      << "clr 1 of W 0.65 Zn 2.0"
                                                      << "(centred log-ratio of W among W, Zn, zeros as 0.65 "
                                                         "(W), 2 (Zn)) are not what the model learnt (as it "
                                                         "was)";
  QTest::newRow("of a later version") << "log 0"
                                      << "root 3"
                                      << "(root 3) are not what the model learnt (logarithm)";
  QTest::newRow("model of a later version") << "root 3"
                                            << "none"
                                            << "(as it was) are not what the model learnt (root 3)";
}

void TestMissingTransform::somethingElseIsRefused() {
  QFETCH(QString, learnt);
  QFETCH(QString, found);
  QFETCH(QString, words);
  try {
    missingTransform("the layer 'W'", learnt.toStdString(), found.toStdString(), Progress());
  } catch (const Error& error) {
    QCOMPARE(
        QString(error.what()),
        "The values of the layer 'W' " + words +
            ": give the layer as it was before it was transformed, or a stack with the transforms of the one "
            "that the model was trained on.");
    return;
  }
  QFAIL("accepted");
}

void TestMissingTransform::logRatiosAreNotMadeUp_data() {
  QTest::addColumn<QString>("found");
  QTest::addColumn<QString>("words");
  QTest::newRow("raw") << "none"
                       << "as it was";
  QTest::newRow("no record") << ""
                             << "nobody knows what was done to them";
  QTest::newRow("a logarithm") << "log 0"
                               << "logarithm";
  QTest::newRow("other zeros") << "clr 1 of W 0.7 Zn 2.0"
                               << "centred log-ratio of W among W, Zn, zeros as 0.7 (W), 2 (Zn)";
  QTest::newRow("another member") << "clr 1 of W 0.65 Pb 2.0"
                                  << "centred log-ratio of W among W, Pb, zeros as 0.65 (W), 2 (Pb)";
  QTest::newRow("more than it")
      << "clr 1 of W 0.65 Zn 2.0 then standardize 1 2"
      << "centred log-ratio of W among W, Zn, (value - 1) / 2, zeros as 0.65 (W), 2 (Zn)";
}

void TestMissingTransform::logRatiosAreNotMadeUp() {
  QFETCH(QString, found);
  QFETCH(QString, words);
  try {
    missingTransform("the layer 'W'", "clr 1 of W 0.65 Zn 2.0", found.toStdString(), Progress());
    QFAIL("accepted");
  } catch (const Error& error) {
    QCOMPARE(
        QString(error.what()),
        "The values of the layer 'W' (" + words +
            ") are not what the model learnt (centred log-ratio of W among W, Zn, zeros as 0.65 (W), 2 "
            "(Zn)), and a log-ratio cannot be made of one layer: give the stack that the model was trained "
            "on, or one with 'clr(W, Zn) zeros 0.65 2.0' among its transforms.");
  }
}

QTEST_APPLESS_MAIN(TestMissingTransform)
#include "test_missing_transform.moc"
