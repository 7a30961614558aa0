#include "plugin/work_words.h"
#include "tests/plugin/runs.h"

#include <QtTest>

using namespace prospectivity;

/// What the panel says of steps and runs.
class TestWorkWords : public QObject {
  Q_OBJECT

 private slots:
  void aStepIsToldWithWhatItNeeds();
  void aStepIsToldWithWhatItMade();
  void theSentenceOfAFailureIsTold();
  void whatIsNewerIsNamed();
  void whatADialogLacksIsNamed();
  void runsAreToldWithAllTheirOutputs();
};

namespace {

QString lastPartOf(const QString& place) {
  return place.section('/', -1);
}

WorkAccount accountOf(const std::vector<EndedRun>& runs, const QString& gone = QString()) {
  return {runs, [gone](const QString& place) { return place != gone; }};
}

QString told(const WorkAccount& account, const QString& algorithm) {
  return stateInWords(account.of(*stepOf(algorithm)), account, lastPartOf);
}

const EndedRun samplesRun =
    doneRun("createsamples", {{"STACK", "/work/stack.tif"}}, {{"OUTPUT", "/work/samples.gpkg"}});
const EndedRun trainRun = doneRun("traincnn", {{"SAMPLES", "/work/samples.gpkg"}},
                                  {{"METRICS", "/work/metrics.csv"}, {"MODEL", "/work/model.pt"}});

} // namespace

void TestWorkWords::aStepIsToldWithWhatItNeeds() {
  QCOMPARE(told(accountOf({}), "buildevidencestack"), QString("Not run"));
  QCOMPARE(told(accountOf({}), "predict"), QString("Not run. Missing: model, evidence stack"));
}

void TestWorkWords::aStepIsToldWithWhatItMade() {
  const QString when = momentInWords(trainRun.time);
  QVERIFY(!when.isEmpty());
  QCOMPARE(told(accountOf({samplesRun, trainRun}), "traincnn"), QString("Done %1: model.pt").arg(when));
  QCOMPARE(told(accountOf({samplesRun, trainRun}, "/work/model.pt"), "traincnn"),
           QString("Output missing: model.pt (made %1)").arg(when));
  const EndedRun evaluated = doneRun("evaluate", {{"PROSPECTIVITY", "/map.tif"}},
                                     {{"CURVE", "/curve.csv"}, {"REPORT", "/report.html"}});
  QCOMPARE(told(accountOf({evaluated}), "evaluate"),
           QString("Done %1: report.html").arg(momentInWords(evaluated.time)));
}

void TestWorkWords::theSentenceOfAFailureIsTold() {
  const EndedRun failed = failedRun("traincnn", "SAMPLES: there is no deposit.");
  const QString text = told(accountOf({samplesRun, failed}), "traincnn");
  QVERIFY2(text.startsWith("Failed: SAMPLES: there is no deposit. ("), qPrintable(text));
  EndedRun cancelled = failed;
  cancelled.end = EndedRun::End::Cancelled;
  QCOMPARE(endInWords(cancelled), QString("Cancelled"));
  // As it is once the project was closed and opened.
  EndedRun read = failed;
  read.failure.clear();
  QCOMPARE(endInWords(read), QString("Failed"));
}

void TestWorkWords::whatIsNewerIsNamed() {
  const QString text = told(accountOf({samplesRun, trainRun, samplesRun}), "traincnn");
  QVERIFY2(text.contains("\nMade anew since, or another one now: samples"), qPrintable(text));
}

void TestWorkWords::whatADialogLacksIsNamed() {
  QCOMPARE(notFilledInWords({}, lastPartOf), QString());
  QCOMPARE(notFilledInWords({{"/a/temporary", "/b/w.tif", "/b/temporary"}, {}}, lastPartOf),
           QString("Not filled in, because it is not there any more: temporary (2 of them), w.tif."));
  const QString parts = notFilledInWords({{"/w.tif"}, {"/deposits.gpkg"}}, lastPartOf);
  QVERIFY2(parts.contains("more: w.tif.\nNot filled in") && parts.contains("selected features") &&
               parts.endsWith("again: deposits.gpkg."),
           qPrintable(parts));
}

void TestWorkWords::runsAreToldWithAllTheirOutputs() {
  QCOMPARE(outputsInWords(trainRun, lastPartOf), QString("metrics.csv, model.pt"));
  QCOMPARE(endInWords(trainRun), QString("Done"));
}

QTEST_APPLESS_MAIN(TestWorkWords)
#include "test_work_words.moc"
