#include "plugin/work_account.h"
#include "tests/plugin/runs.h"

#include <QSet>
#include <QtTest>

using namespace prospectivity;

/// What the panel makes of a project's runs: how far each step is, what is next, what its dialog starts with.
class TestWorkAccount : public QObject {
  Q_OBJECT

 private slots:
  void theWorkGoesFromLayersToTargets();
  void dialogsStartWithWhatWasMade();
  void evidenceIsCollected();
  void newEvidenceMakesAStackOld();
  void evidenceThatIsGoneIsTold();
  void aPartOfALayerIsNotFilledIn();
  void aStepThatFailedIsNotDone();
  void whatWasDoneBeforeAFailureStays();
  void aMissingOutputIsNamedAndNotFilledIn();
  void whatIsNewerIsTold();
  void aReferenceModelIsAModel();
  void anOldModelOfAnyKindIsTrainedAgain();
  void aModelFromElsewhereNeedsNoSamples();
  void explanationsDoNotChangeTheSamples();
  void depositsAreThoseOfTheSamples();
  void targetsComeFromTheMap();
  void anEvaluationIsOfOneMap();
  void aFileIsTheSameWithItsLayer();
  void otherAlgorithmsAreNoSteps();
  void aReportIsAWebPage();
  void partsOfAMapAreNoStep();
  void whatJoinsThemIs();
};

namespace {

const EndedRun stackRun =
    doneRun("buildevidencestack", {{"LAYERS", QStringList{"/w.tif", "/sn.tif"}}}, {{"OUTPUT", "/stack.tif"}});
const EndedRun samplesRun =
    doneRun("createsamples", {{"STACK", "/stack.tif"}, {"DEPOSITS", "/deposits.gpkg"}},
            {{"OUTPUT", "/samples.gpkg"}});
const EndedRun trainRun = doneRun("traincnn", {{"SAMPLES", "/samples.gpkg"}},
                                  {{"MODEL", "/model.pt"}, {"REPORT", "/training.html"}});
const EndedRun predictRun = doneRun(
    "predict", {{"MODEL", "/model.pt"}, {"STACK", "/stack.tif"}, {"KNOWN_DEPOSITS", "/deposits.gpkg"}},
    {{"OUTPUT", "/map.tif"}, {"TARGET_POLYGONS", "/targets.gpkg"}});
const EndedRun evaluateRun = doneRun("evaluate", {{"PROSPECTIVITY", "/map.tif"}, {"DEPOSITS", "/new.gpkg"}},
                                     {{"REPORT", "/evaluation.html"}});
const EndedRun explainRun = doneRun("shapvalues", {{"MODEL", "/model.pt"}, {"SAMPLES", "/samples.gpkg"}},
                                    {{"OUTPUT", "/shap.gpkg"}, {"REPORT", "/shap.html"}});
const EndedRun targetsRun = doneRun("targetreport",
                                    {{"TARGETS", "/targets.gpkg"},
                                     {"MODEL", "/model.pt"},
                                     {"STACK", "/stack.tif"},
                                     {"PROSPECTIVITY", "/map.tif"}},
                                    {{"REPORT", "/targets.html"}});
const std::vector<EndedRun> whole{stackRun,    samplesRun, trainRun,  predictRun,
                                  evaluateRun, explainRun, targetsRun};

WorkAccount accountOf(const std::vector<EndedRun>& runs, const QSet<QString>& gone = {}) {
  return {runs, [gone](const QString& place) { return !gone.contains(place); }};
}

/// The first of the whole work, and what came after.
std::vector<EndedRun> firstOf(std::size_t count, const std::vector<EndedRun>& more = {}) {
  std::vector<EndedRun> runs(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(count));
  runs.insert(runs.end(), more.begin(), more.end());
  return runs;
}

const WorkStep& step(const QString& algorithm) {
  return *stepOf("prospectivity:" + algorithm);
}

QString nextOf(const WorkAccount& account) {
  const WorkStep* next = account.next();
  return next == nullptr ? QString() : QString::fromLatin1(next->algorithm);
}

using Products = std::vector<Product>;

} // namespace

void TestWorkAccount::theWorkGoesFromLayersToTargets() {
  for (std::size_t done = 0; done < whole.size(); ++done) {
    const WorkAccount account = accountOf(firstOf(done));
    const WorkStep* expected = stepOf(whole[done].algorithm);
    QCOMPARE(nextOf(account), QString::fromLatin1(expected->algorithm));
    QVERIFY(account.of(*expected).state == StepState::NotRun);
    QVERIFY(account.of(*expected).lacking.empty());
  }
  const WorkAccount account = accountOf(whole);
  QCOMPARE(nextOf(account), QString());
  for (const EndedRun& run : whole) {
    const StepAccount told = account.of(*stepOf(run.algorithm));
    QVERIFY2(told.state == StepState::Done && told.newer.empty(), qPrintable(run.algorithm));
  }
  QVERIFY(account.of(step("shapmap")).state == StepState::NotRun); // at the user's choice
}

void TestWorkAccount::dialogsStartWithWhatWasMade() {
  const WorkAccount account = accountOf(firstOf(4));
  QCOMPARE(account.parametersFor(step("createsamples")),
           (QVariantMap{{"STACK", "/stack.tif"}, {"DEPOSITS", "/deposits.gpkg"}}));
  QCOMPARE(account.parametersFor(step("orderfeatures")), (QVariantMap{{"INPUT", "/samples.gpkg"}}));
  QCOMPARE(account.parametersFor(step("traincnn")), (QVariantMap{{"SAMPLES", "/samples.gpkg"}}));
  QCOMPARE(account.parametersFor(step("predict")), (QVariantMap{{"MODEL", "/model.pt"},
                                                                {"STACK", "/stack.tif"},
                                                                {"KNOWN_DEPOSITS", "/deposits.gpkg"},
                                                                {"TARGET_POLYGONS", "TEMPORARY_OUTPUT"}}));
  QCOMPARE(account.parametersFor(step("targetreport")), (QVariantMap{{"TARGETS", "/targets.gpkg"},
                                                                     {"MODEL", "/model.pt"},
                                                                     {"STACK", "/stack.tif"},
                                                                     {"PROSPECTIVITY", "/map.tif"},
                                                                     {"KNOWN_DEPOSITS", "/deposits.gpkg"},
                                                                     {"SAMPLES", "/samples.gpkg"}}));
  QVERIFY(accountOf({}).parametersFor(step("createsamples")).isEmpty());
}

void TestWorkAccount::evidenceIsCollected() {
  const EndedRun first = doneRun("vectorevidence", {{"INPUT", "/faults.gpkg"}}, {{"OUTPUT", "/faults.tif"}});
  const EndedRun second = doneRun("vectorevidence", {{"INPUT", "/dykes.gpkg"}}, {{"OUTPUT", "/dykes.tif"}});
  const auto layers = [](const WorkAccount& account) {
    return account.parametersFor(step("buildevidencestack")).value("LAYERS").toStringList();
  };
  QCOMPARE(layers(accountOf({first, second, first})), (QStringList{"/faults.tif", "/dykes.tif"}));
  QCOMPARE(layers(accountOf({first, second}, {"/faults.tif"})), QStringList{"/dykes.tif"});
  QVERIFY(!accountOf({first}, {"/faults.tif"}).parametersFor(step("buildevidencestack")).contains("LAYERS"));
  // What the last stack was made of, and what has come since.
  QCOMPARE(layers(accountOf({first, stackRun, second})), (QStringList{"/w.tif", "/sn.tif", "/dykes.tif"}));
}

void TestWorkAccount::newEvidenceMakesAStackOld() {
  const EndedRun faults = doneRun("vectorevidence", {{"INPUT", "/faults.gpkg"}}, {{"OUTPUT", "/faults.tif"}});
  const EndedRun dykes = doneRun("vectorevidence", {{"INPUT", "/dykes.gpkg"}}, {{"OUTPUT", "/dykes.tif"}});
  EndedRun stack = stackRun;
  stack.inputs["LAYERS"] = QStringList{"/w.tif", "/faults.tif"};
  std::vector<EndedRun> runs = firstOf(4);
  runs.front() = stack;
  runs.insert(runs.begin(), faults);
  QVERIFY(accountOf(runs).of(step("buildevidencestack")).newer.empty());
  runs.push_back(dykes); // is none of its layers
  QVERIFY(accountOf(runs).of(step("buildevidencestack")).newer.empty());
  QCOMPARE(nextOf(accountOf(runs)), QString("evaluate"));
  runs.push_back(faults); // corrected
  QCOMPARE(accountOf(runs).of(step("buildevidencestack")).newer, Products{Product::Evidence});
  QCOMPARE(nextOf(accountOf(runs)), QString("buildevidencestack"));
  runs.push_back(stack);
  QVERIFY(accountOf(runs).of(step("buildevidencestack")).newer.empty());
}

void TestWorkAccount::evidenceThatIsGoneIsTold() {
  const WorkAccount account = accountOf(firstOf(3), {"/sn.tif", "/model.pt"});
  QCOMPARE(account.parametersFor(step("buildevidencestack")).value("LAYERS").toStringList(),
           QStringList{"/w.tif"});
  QCOMPARE(account.notFilledIn(step("buildevidencestack")).gone, QStringList{"/sn.tif"});
  QCOMPARE(account.notFilledIn(step("predict")).gone, QStringList{"/model.pt"});
  QVERIFY(account.notFilledIn(step("traincnn")).gone.isEmpty());
  QVERIFY(accountOf({}).notFilledIn(step("predict")).gone.isEmpty()); // there never was one
}

void TestWorkAccount::aPartOfALayerIsNotFilledIn() {
  // Some deposits are held back from the samples: nothing may bring them in again unasked.
  EndedRun samples = samplesRun;
  samples.inPart = QStringList{"DEPOSITS"};
  const WorkAccount account = accountOf({stackRun, samples, trainRun});
  for (const char* name : {"createsamples", "predict"}) {
    const QVariantMap filled = account.parametersFor(step(name));
    QVERIFY2(!filled.contains("DEPOSITS") && !filled.contains("KNOWN_DEPOSITS"), name);
    QVERIFY2(filled.contains("STACK"), name);
    QCOMPARE(account.notFilledIn(step(name)).inParts, QStringList{"/deposits.gpkg"});
  }
  // The samples of all deposits that came first are no leave to take all of them.
  QVERIFY(
      !accountOf({stackRun, samplesRun, samples}).parametersFor(step("predict")).contains("KNOWN_DEPOSITS"));
  QVERIFY(
      accountOf({stackRun, samples, samplesRun}).parametersFor(step("predict")).contains("KNOWN_DEPOSITS"));
  // Samples that a network was trained with in part; made anew, they are whole.
  EndedRun train = trainRun;
  train.inPart = QStringList{"SAMPLES"};
  const WorkAccount trained = accountOf(firstOf(2, {train}));
  QVERIFY(!trained.parametersFor(step("traincnn")).contains("SAMPLES"));
  QVERIFY(trained.has(Product::Samples));
  QVERIFY(trained.of(step("traincnn")).newer.empty());
  QVERIFY(accountOf(firstOf(2, {train, samplesRun})).parametersFor(step("traincnn")).contains("SAMPLES"));
}

void TestWorkAccount::aStepThatFailedIsNotDone() {
  const WorkAccount account = accountOf(firstOf(2, {failedRun("traincnn", "No memory.")}));
  const StepAccount told = account.of(step("traincnn"));
  QVERIFY(told.state == StepState::Stopped);
  QCOMPARE(told.run, 2);
  QCOMPARE(nextOf(account), QString("traincnn"));
  QVERIFY(!account.has(Product::Model));
}

void TestWorkAccount::whatWasDoneBeforeAFailureStays() {
  const WorkAccount account = accountOf(firstOf(3, {failedRun("traincnn", "No memory.")}));
  QVERIFY(account.of(step("traincnn")).state == StepState::Done);
  QCOMPARE(account.of(step("traincnn")).run, 2);
  QCOMPARE(account.last(Product::Model), QString("/model.pt"));
}

void TestWorkAccount::aMissingOutputIsNamedAndNotFilledIn() {
  const WorkAccount account = accountOf(firstOf(3), {"/model.pt"});
  const StepAccount told = account.of(step("traincnn"));
  QVERIFY(told.state == StepState::OutputMissing);
  QCOMPARE(told.missing, QStringList{"/model.pt"});
  QCOMPARE(account.last(Product::Model), QString("/model.pt"));
  QVERIFY(!account.has(Product::Model));
  QVERIFY(!account.parametersFor(step("predict")).contains("MODEL"));
  QCOMPARE(account.of(step("predict")).lacking, Products{Product::Model});
  QCOMPARE(nextOf(account), QString("traincnn"));
  // A report of the training that went with QGIS does not undo the training.
  QVERIFY(accountOf(firstOf(3), {"/training.html"}).of(step("traincnn")).state == StepState::Done);
  // Samples that nobody needs any more hold nobody up.
  QCOMPARE(nextOf(accountOf(firstOf(4), {"/samples.gpkg"})), QString("evaluate"));
  // Nor is an older one taken in place of the last.
  EndedRun again = trainRun;
  again.outputs = {{"MODEL", "/second.pt"}};
  QVERIFY(!accountOf(firstOf(3, {again}), {"/second.pt"}).has(Product::Model));
}

void TestWorkAccount::whatIsNewerIsTold() {
  // The same file made anew, and another file: both are newer samples.
  for (const QString& made : {QString("/samples.gpkg"), QString("/others.gpkg")}) {
    EndedRun again = samplesRun;
    again.outputs = {{"OUTPUT", made}};
    std::vector<EndedRun> runs = whole;
    runs.push_back(again);
    const WorkAccount account = accountOf(runs);
    QCOMPARE(account.of(step("traincnn")).newer, Products{Product::Samples});
    QVERIFY(account.of(step("predict")).newer.empty()); // the model is the same
    QCOMPARE(nextOf(account), QString("traincnn"));
    QCOMPARE(account.parametersFor(step("traincnn")).value("SAMPLES").toString(), made);
  }
}

void TestWorkAccount::aReferenceModelIsAModel() {
  const EndedRun reference =
      doneRun("trainreference", {{"SAMPLES", "/samples.gpkg"}}, {{"MODEL", "/reference.pt"}});
  const WorkAccount account = accountOf(firstOf(2, {reference}));
  QCOMPARE(nextOf(account), QString("predict"));
  QCOMPARE(account.parametersFor(step("predict")).value("MODEL").toString(), QString("/reference.pt"));
  QVERIFY(account.of(step("traincnn")).state == StepState::NotRun);
  // The map of the network is not that of the model that one has now.
  QCOMPARE(accountOf(firstOf(4, {reference})).of(step("predict")).newer, Products{Product::Model});
}

void TestWorkAccount::anOldModelOfAnyKindIsTrainedAgain() {
  const EndedRun reference =
      doneRun("trainreference", {{"SAMPLES", "/samples.gpkg"}}, {{"MODEL", "/reference.pt"}});
  const EndedRun mapped =
      doneRun("predict", {{"MODEL", "/reference.pt"}, {"STACK", "/stack.tif"}}, {{"OUTPUT", "/map.tif"}});
  QCOMPARE(nextOf(accountOf(firstOf(2, {reference, mapped}))), QString("evaluate"));
  QCOMPARE(nextOf(accountOf(firstOf(2, {reference, mapped, samplesRun}))), QString("traincnn"));
}

void TestWorkAccount::aModelFromElsewhereNeedsNoSamples() {
  const EndedRun mapped =
      doneRun("predict", {{"MODEL", "/given.pt"}, {"STACK", "/given.tif"}}, {{"OUTPUT", "/map.tif"}});
  const WorkAccount account = accountOf({mapped});
  QCOMPARE(nextOf(account), QString("evaluate"));
  QCOMPARE(account.last(Product::Model), QString("/given.pt"));
  QCOMPARE(account.parametersFor(step("shapmap")),
           (QVariantMap{{"MODEL", "/given.pt"}, {"STACK", "/given.tif"}}));
  // A map of another district is no reason to make samples of its stack.
  const WorkAccount applied = accountOf(firstOf(4, {mapped}));
  QVERIFY(applied.of(step("createsamples")).newer.empty());
  QCOMPARE(applied.last(Product::Stack), QString("/given.tif"));
}

void TestWorkAccount::explanationsDoNotChangeTheSamples() {
  const EndedRun explained = doneRun("shapvalues", {{"MODEL", "/model.pt"}, {"SAMPLES", "/held_back.gpkg"}},
                                     {{"OUTPUT", "/shap.gpkg"}});
  const WorkAccount account = accountOf(firstOf(4, {explained}));
  QCOMPARE(account.last(Product::Samples), QString("/samples.gpkg"));
  QVERIFY(account.of(step("shapvalues")).newer.empty());
  QVERIFY(account.of(step("traincnn")).newer.empty());
  // Where there were none, they are a start.
  QCOMPARE(accountOf({explained}).last(Product::Samples), QString("/held_back.gpkg"));
}

void TestWorkAccount::depositsAreThoseOfTheSamples() {
  EndedRun mapped = predictRun;
  mapped.inputs["KNOWN_DEPOSITS"] = "/more.gpkg";
  const WorkAccount account = accountOf(firstOf(3, {mapped, evaluateRun}));
  QCOMPARE(account.last(Product::Deposits), QString("/deposits.gpkg"));
  // What made the model cannot judge its map.
  QCOMPARE(account.parametersFor(step("evaluate")), (QVariantMap{{"PROSPECTIVITY", "/map.tif"}}));
}

void TestWorkAccount::targetsComeFromTheMap() {
  EndedRun mapped = predictRun;
  mapped.outputs.remove("TARGET_POLYGONS");
  const WorkAccount account = accountOf(firstOf(3, {mapped, evaluateRun, explainRun}));
  QCOMPARE(account.of(step("targetreport")).lacking, Products{Product::Targets});
  QCOMPARE(nextOf(account), QString("predict"));
  QCOMPARE(account.parametersFor(step("predict")).value("TARGET_POLYGONS").toString(),
           QString("TEMPORARY_OUTPUT"));
}

void TestWorkAccount::anEvaluationIsOfOneMap() {
  EndedRun ofAnother = evaluateRun;
  ofAnother.inputs["PROSPECTIVITY"] = "/another.tif";
  const WorkAccount account = accountOf(firstOf(4, {ofAnother}));
  QCOMPARE(account.last(Product::Map), QString("/map.tif"));
  QCOMPARE(account.of(step("evaluate")).newer, Products{Product::Map});
  QCOMPARE(nextOf(account), QString("evaluate"));
}

void TestWorkAccount::aFileIsTheSameWithItsLayer() {
  QVERIFY(isSamePlace("/a.gpkg", "/a.gpkg|layername=samples"));
  QVERIFY(!isSamePlace("/a.gpkg|layername=others", "/a.gpkg|layername=samples"));
  QVERIFY(!isSamePlace("/a.gpkg", "/b.gpkg"));
  EndedRun train = trainRun;
  train.inputs["SAMPLES"] = "/samples.gpkg|layername=samples";
  const WorkAccount account = accountOf(firstOf(2, {train, stackRun}));
  QCOMPARE(account.of(step("createsamples")).newer, Products{Product::Stack});
  QCOMPARE(nextOf(account), QString("createsamples"));
}

void TestWorkAccount::otherAlgorithmsAreNoSteps() {
  QVERIFY(stepOf("prospectivity:augmentsamples") == nullptr);
  const EndedRun augmented =
      doneRun("augmentsamples", {{"INPUT", "/samples.gpkg"}}, {{"OUTPUT", "/more.gpkg"}});
  const WorkAccount account = accountOf(firstOf(2, {augmented}));
  // Made samples would leak into what a model is judged on.
  QCOMPARE(account.last(Product::Samples), QString("/samples.gpkg"));
  QCOMPARE(WorkAccount::onMap(augmented), QString("/more.gpkg"));
  QCOMPARE(WorkAccount::onMap(predictRun), QString("/map.tif"));
  QCOMPARE(WorkAccount::onMap(evaluateRun), QString());
  QCOMPARE(WorkAccount::report(evaluateRun), QString("/evaluation.html"));
}

// Projects are handed on, and what they name is opened by its program.
void TestWorkAccount::aReportIsAWebPage() {
  const auto report = [](const QString& place) {
    return WorkAccount::report(doneRun("evaluate", {}, {{"REPORT", place}}));
  };
  QCOMPARE(report("/a.HTM"), QString("/a.HTM"));
  for (const char* place : {"/x.desktop", "/html", "/x.html.sh", ""})
    QCOMPARE(report(place), QString());
}

void TestWorkAccount::partsOfAMapAreNoStep() {
  EndedRun part = predictRun;
  part.outputs = {{"OUTPUT", "/map_4.tif"}};
  part.asStep = QString();
  const WorkAccount account = accountOf(firstOf(3, {part, part}));
  QVERIFY(account.of(step("predict")).state == StepState::NotRun);
  QVERIFY(!account.has(Product::Map));
  QCOMPARE(nextOf(account), QString("predict"));
  // Nor do they take the place of a map.
  QCOMPARE(accountOf(firstOf(4, {part})).last(Product::Map), QString("/map.tif"));
  QCOMPARE(WorkAccount::onMap(part), QString("/map_4.tif"));
}

void TestWorkAccount::whatJoinsThemIs() {
  EndedRun joined = doneRun("joinshards", {{"MODEL", "/model.pt"}, {"STACK", "/stack.tif"}},
                            {{"OUTPUT", "/joined.tif"}, {"TARGET_POLYGONS", "/joined.gpkg"}});
  joined.asStep = "prospectivity:predict";
  const WorkAccount account = accountOf(firstOf(3, {joined}));
  QVERIFY(account.of(step("predict")).state == StepState::Done);
  QVERIFY(account.of(step("predict")).newer.empty());
  QCOMPARE(account.parametersFor(step("evaluate")).value("PROSPECTIVITY").toString(), QString("/joined.tif"));
  QCOMPARE(account.last(Product::Targets), QString("/joined.gpkg"));
  QCOMPARE(nextOf(account), QString("evaluate"));
  EndedRun reasons = doneRun("joinshards", {{"MODEL", "/model.pt"}}, {{"OUTPUT", "/shap.tif"}});
  reasons.asStep = "prospectivity:shapmap";
  const WorkAccount explained = accountOf(firstOf(4, {reasons}));
  QVERIFY(explained.of(step("shapmap")).state == StepState::Done);
  QCOMPARE(explained.last(Product::Map), QString("/map.tif"));
}

QTEST_APPLESS_MAIN(TestWorkAccount)
#include "test_work_account.moc"
