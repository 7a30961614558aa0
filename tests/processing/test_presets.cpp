#include "engine/network/backend.h"
#include "tests/processing/mapped_samples.h"
#include "tests/processing/processing_fixture.h"
#include "tests/processing/report_page.h"
#include "tests/processing/training_parameters.h"

#include <QFile>
#include <QRegularExpression>

#include <set>

using namespace prospectivity;

/// PRESET of the trainings: what is left at its default takes its values, what was chosen stays, and all of
/// it is told in log, record, report and model card.
class TestPresets : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void whatIsLeftTakesThePreset();
  void whatWasChosenStays();
  void whatACallHasNoUseForStays();
  void aDefaultThatIsTypedIsADefault();
  void asGivenChangesNothing();
  void aStudyTakesThePreset();

 private:
  QString path(const QString& name) const { return mFolder.path() + "/" + name; }
  QVariantMap training(const QString& model, const QVariantMap& more) const;

  QTemporaryDir mFolder;
  std::unique_ptr<QgsVectorLayer> mSamples;
};

namespace {

QByteArray bytesOf(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// What the record says of a whole number; -1 where it does not.
int recorded(const Model& model, const char* name) {
  const auto found = model.record.options->find(name);
  const auto* number =
      found == model.record.options->end() ? nullptr : std::get_if<std::int64_t>(&found->second);
  return number == nullptr ? -1 : static_cast<int>(*number);
}

int foldsOf(const Model& model) {
  std::set<int> folds;
  for (const FoldRecord& fold : model.record.split->folds)
    folds.insert(fold.fold);
  return static_cast<int>(folds.size());
}

} // namespace

void TestPresets::initTestCase() {
  qputenv("XDG_CACHE_HOME", mFolder.path().toLocal8Bit());
  mSamples = mappedSamples();
}

/// Without the FOLDS and MEMBERS that other tests give.
QVariantMap TestPresets::training(const QString& model, const QVariantMap& more) const {
  QVariantMap result = trainingParameters(mSamples.get(), path(model), {{"EPOCHS", 5}});
  result.remove("FOLDS");
  result.remove("MEMBERS");
  for (auto entry = more.begin(); entry != more.end(); ++entry)
    result.insert(entry.key(), entry.value());
  return result;
}

void TestPresets::whatIsLeftTakesThePreset() {
  QgsProcessingContext context;
  const AlgorithmRun run =
      runAlgorithm("prospectivity:traincnn",
                   training("quick.pt", {{"PRESET", "quick-look"}, {"REPORT", path("quick.html")}}), context);
  QVERIFY2(run.ok, qPrintable(run.error));
  QCOMPARE(run.messages.filter("PRESET"),
           QStringList({"PRESET quick look sets FOLDS 3.", "PRESET quick look sets MEMBERS 1."}));
  const std::unique_ptr<const Model> model = modelBackend().load(path("quick.pt").toStdString());
  QCOMPARE(foldsOf(*model), 3);
  QCOMPARE(model->memberCount(), std::size_t{1});
  QCOMPARE(recorded(*model, "FOLDS"), 3);
  QCOMPARE(std::get<std::string>(model->record.options->at("PRESET")), std::string("quick look"));

  const QString report = reportText(path("quick.html"));
  QVERIFY(report.contains(QRegularExpression("PRESET(<[^>]*>|\\s)*quick look")));
  QVERIFY(report.contains(QRegularExpression("FOLDS(<[^>]*>|\\s)*3\\b")));
  QVERIFY(report.contains(QRegularExpression("MEMBERS(<[^>]*>|\\s)*1\\b")));
  const AlgorithmRun card = runAlgorithm(
      "prospectivity:modelcard", {{"MODEL", path("quick.pt")}, {"REPORT", path("card.html")}}, context);
  QVERIFY2(card.ok, qPrintable(card.error));
  QVERIFY(reportText(path("card.html")).contains(QRegularExpression("PRESET(<[^>]*>|\\s)*quick look")));
}

void TestPresets::whatWasChosenStays() {
  QgsProcessingContext context;
  const AlgorithmRun run = runAlgorithm("prospectivity:traincnn",
                                        training("few.pt", {{"PRESET", "few-deposits"},
                                                            {"REPEATS", 2},
                                                            {"MEMBERS", 2},
                                                            {"FOLDS", 3},
                                                            {"AUGMENTATION", "smote"}}),
                                        context);
  QVERIFY2(run.ok, qPrintable(run.error));
  QCOMPARE(run.messages.filter("PRESET"),
           QStringList({"PRESET few deposits sets K_NEIGHBORS 3.",
                        "PRESET few deposits leaves what was chosen: REPEATS 2.",
                        "PRESET few deposits leaves MEMBERS 2, which was chosen."}));
  const std::unique_ptr<const Model> model = modelBackend().load(path("few.pt").toStdString());
  QCOMPARE(recorded(*model, "REPEATS"), 2);
  QCOMPARE(recorded(*model, "K_NEIGHBORS"), 3);
  QCOMPARE(model->memberCount(), std::size_t{2});
}

// Twenty repeats of leave-one-out are one, and nobody may read of twenty.
void TestPresets::whatACallHasNoUseForStays() {
  QgsProcessingContext context;
  const std::unique_ptr<QgsVectorLayer> few = mappedSamples(12);
  QVariantMap parameters = training("one_out.pt", {{"PRESET", "few-deposits"},
                                                   {"VALIDATION", "leave-one-out"},
                                                   {"REPORT", path("one_out.html")},
                                                   {"EPOCHS", 2}});
  parameters["SAMPLES"] = QVariant::fromValue(few.get());
  const AlgorithmRun run = runAlgorithm("prospectivity:traincnn", parameters, context);
  QVERIFY2(run.ok, qPrintable(run.error));
  QCOMPARE(run.messages.filter("PRESET"),
           QStringList({"PRESET few deposits leaves REPEATS and K_NEIGHBORS alone, which this VALIDATION or "
                        "AUGMENTATION does not use.",
                        "PRESET few deposits sets MEMBERS 10."}));
  const std::unique_ptr<const Model> model = modelBackend().load(path("one_out.pt").toStdString());
  QCOMPARE(recorded(*model, "REPEATS"), 1);
  QCOMPARE(recorded(*model, "K_NEIGHBORS"), 5);
}

// Dialogs hand over all defaults: a call means the same from there, from a script and from the history.
void TestPresets::aDefaultThatIsTypedIsADefault() {
  QgsProcessingContext context;
  const AlgorithmRun left =
      runAlgorithm("prospectivity:traincnn", training("left.pt", {{"PRESET", 2}}), context);
  QVERIFY2(left.ok, qPrintable(left.error));
  const AlgorithmRun typed = runAlgorithm(
      "prospectivity:traincnn",
      training("typed.pt", {{"PRESET", 2}, {"FOLDS", 5}, {"REPEATS", 1}, {"MEMBERS", QVariant()}}), context);
  QVERIFY2(typed.ok, qPrintable(typed.error));
  QCOMPARE(typed.messages.filter("PRESET"), left.messages.filter("PRESET"));
  QVERIFY(bytesOf(path("typed.pt")) == bytesOf(path("left.pt")));
}

void TestPresets::asGivenChangesNothing() {
  QgsProcessingContext context;
  const QVariantMap small{{"MEMBERS", 1}, {"FOLDS", 3}};
  QVariantMap named = small;
  named.insert("PRESET", "as-given");
  const AlgorithmRun without = runAlgorithm("prospectivity:traincnn", training("without.pt", small), context);
  QVERIFY2(without.ok, qPrintable(without.error));
  const AlgorithmRun with = runAlgorithm("prospectivity:traincnn", training("with.pt", named), context);
  QVERIFY2(with.ok, qPrintable(with.error));
  QVERIFY(with.messages.filter("PRESET").isEmpty());
  QVERIFY(bytesOf(path("with.pt")) == bytesOf(path("without.pt")));
  const std::unique_ptr<const Model> model = modelBackend().load(path("with.pt").toStdString());
  QCOMPARE(model->record.options->count("PRESET"), std::size_t{0});
}

void TestPresets::aStudyTakesThePreset() {
  QVariantMap parameters =
      training("unused.pt", {{"PRESET", "quick-look"}, {"METHODS", "none"}, {"TABLE", "TEMPORARY_OUTPUT"}});
  parameters.remove("MODEL");
  QgsProcessingContext context;
  const AlgorithmRun run = runAlgorithm("prospectivity:augmentationstudy", parameters, context);
  QVERIFY2(run.ok, qPrintable(run.error));
  QCOMPARE(run.messages.filter("PRESET"), QStringList({"PRESET quick look sets FOLDS 3 and REPEATS 1.",
                                                       "PRESET quick look sets MEMBERS 1."}));
  QCOMPARE(run.messages.filter("1 augmentations x 1 orderings x 3 folds.").size(), 1);
}

PROCESSING_TEST_MAIN(TestPresets)
#include "test_presets.moc"
