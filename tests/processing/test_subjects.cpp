#include "engine/core/error.h"
#include "processing/frame/algorithm.h"
#include "processing/frame/subject_parameters.h"
#include "tests/processing/processing_fixture.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QSet>

#include <functional>
#include <utility>

using namespace prospectivity;

/// The engine speaks of its inputs in words of its own; users read the names of the parameters that they
/// gave.
class TestSubjects : public QObject {
  Q_OBJECT

 private slots:
  void everySubjectIsAParameterOfAnAlgorithm();
  void usersReadTheNamesOfParameters_data();
  void usersReadTheNamesOfParameters();
  void anAlgorithmMayTakeASubjectByAnotherParameter();
  void readySentencesAreShownAsTheyAre();
  void whatTheEngineSaysIsFoundInItsSources();
  void noSentenceOfTheEngineNamesAParameter();
};

namespace {

using Work = std::function<void(const Progress&)>;

/// Does what it is told to.
class WorkingAlgorithm : public Algorithm {
 public:
  WorkingAlgorithm(Work work, QString stackName) : mWork(std::move(work)), mStackName(std::move(stackName)) {}
  QString name() const override { return QStringLiteral("working"); }
  QString displayName() const override { return QStringLiteral("Working"); }
  WorkingAlgorithm* createInstance() const override { return new WorkingAlgorithm(mWork, mStackName); }
  void initAlgorithm(const QVariantMap&) override {}

 protected:
  Group toolGroup() const override { return Group::Model; }
  QString parameterFor(Subject subject) const override {
    return subject == Subject::Stack ? mStackName : Algorithm::parameterFor(subject);
  }
  QVariantMap run(const QVariantMap&, QgsProcessingContext&, QgsProcessingFeedback*,
                  const Progress& progress) override {
    mWork(progress);
    return {};
  }

 private:
  Work mWork;
  QString mStackName;
};

AlgorithmRun runOf(const Work& work, const QString& stackName = QStringLiteral("STACK")) {
  AlgorithmRun run;
  QgsProcessingContext context;
  RecordingFeedback feedback;
  WorkingAlgorithm working(work, stackName);
  QgsProcessingAlgorithm& algorithm = working; // its own prepare() is the derived classes' business
  try {
    run.ok = algorithm.prepare({}, context, &feedback);
    algorithm.runPrepared({}, context, &feedback);
  } catch (const QgsProcessingException& failure) {
    run.error = failure.what();
  }
  run.warnings = feedback.warnings;
  run.messages = feedback.messages;
  return run;
}

QSet<QString> parameterNames() {
  QSet<QString> names;
  for (const QgsProcessingAlgorithm* algorithm :
       QgsApplication::processingRegistry()->providerById(QStringLiteral("prospectivity"))->algorithms())
    for (const QgsProcessingParameterDefinition* parameter : algorithm->parameterDefinitions())
      names.insert(parameter->name());
  return names;
}

/// Words of capital letters in the literals of a source that look like names of parameters: with an
/// underscore, or of four letters and more. Shorter ones (CRS) are words as well.
QStringList shoutedWords(const QString& source) {
  static const QRegularExpression tokens(
      QStringLiteral("//[^\\n]*|/\\*.*?\\*/|R\"([^(\\s]*)\\((.*?)\\)\\1\"|\"((?:[^\"\\\\\\n]|\\\\.)*)\"|"
                     "'(?:[^'\\\\\\n]|\\\\.)'"),
      QRegularExpression::DotMatchesEverythingOption);
  static const QRegularExpression words(
      QStringLiteral("(?<![A-Za-z0-9_])[A-Z][A-Z0-9_]{3,}(?![A-Za-z0-9_])"));
  QStringList found;
  for (auto token = tokens.globalMatch(source); token.hasNext();) {
    const QRegularExpressionMatch literal = token.next();
    for (auto word = words.globalMatch(literal.captured(2) + literal.captured(3)); word.hasNext();)
      found << word.next().captured();
  }
  return found;
}

} // namespace

void TestSubjects::everySubjectIsAParameterOfAnAlgorithm() {
  const QSet<QString> names = parameterNames();
  QVERIFY(names.contains(QStringLiteral("STACK")));
  for (int i = 0; i < subjectCount; ++i)
    QVERIFY2(names.contains(parameterOf(static_cast<Subject>(i))), wordsOf(static_cast<Subject>(i)));
}

void TestSubjects::usersReadTheNamesOfParameters_data() {
  QTest::addColumn<int>("number");
  for (int i = 0; i < subjectCount; ++i)
    QTest::newRow(wordsOf(static_cast<Subject>(i))) << i;
}

void TestSubjects::usersReadTheNamesOfParameters() {
  QFETCH(int, number);
  const auto subject = static_cast<Subject>(number);
  const QString name = parameterOf(subject);
  const AlgorithmRun run = runOf([&](const Progress& progress) {
    progress.message({"Looking at %1.", subject});
    progress.part(0, 0.5).warning({"In part %1: %2", 1, Sentence("%1 is odd.", subject)});
    throw Error("%1 is '%2': choose another %1.", subject, "%1");
  });
  QCOMPARE(run.error, name + " is '%1': choose another " + name + ".");
  QCOMPARE(run.warnings, QStringList{"In part 1: " + name + " is odd."});
  QVERIFY(run.messages.contains("Looking at " + name + "."));
}

void TestSubjects::anAlgorithmMayTakeASubjectByAnotherParameter() {
  const AlgorithmRun run = runOf(
      [](const Progress& progress) {
        progress.warning({"%1 is large.", Subject::Stack});
        throw Error("%1 does not lie on %2.", Subject::Stack, Subject::Mask);
      },
      QStringLiteral("LAYERS"));
  QCOMPARE(run.warnings, QStringList{"LAYERS is large."});
  QCOMPARE(run.error, QStringLiteral("LAYERS does not lie on MASK."));
}

void TestSubjects::readySentencesAreShownAsTheyAre() {
  const std::string file = "%1 and 100 %2.tif";
  const AlgorithmRun run = runOf([&](const Progress& progress) {
    progress.warning("'" + file + "' is old.");
    throw Error("OUTPUT: '" + file + "' is a folder; choose another file.");
  });
  QCOMPARE(run.warnings, QStringList{"'%1 and 100 %2.tif' is old."});
  QCOMPARE(run.error, QStringLiteral("OUTPUT: '%1 and 100 %2.tif' is a folder; choose another file."));
}

/// Else the test below finds nothing whatever there is.
void TestSubjects::whatTheEngineSaysIsFoundInItsSources() {
  QCOMPARE(shoutedWords(
               QStringLiteral("throw Error(\"FILTERS is empty, \"\n  \"or \\\"%1\\\"; give BAND_NAMES.\"); "
                              "// KERNEL_SIZE\n/* DENSE \"x\" */ char c = '\"'; f(R\"(a \"STACK)\");"
                              "g(\"CRS, MASKED_x, aMASK, %1: MASK\");")),
           (QStringList{"FILTERS", "BAND_NAMES", "STACK", "MASK"}));
}

void TestSubjects::noSentenceOfTheEngineNamesAParameter() {
  // Options of GDAL that are called as parameters are.
  const QSet<QString> excepted{QStringLiteral("evidence/burn_shapes.cpp ALL_TOUCHED"),
                               QStringLiteral("raster/gdal_sink.cpp BAND")};
  const QSet<QString> names = parameterNames();
  const QString root = QStringLiteral(PROSPECTIVITY_SOURCES "/engine/");
  QStringList named;
  int sources = 0;
  for (QDirIterator file(root, {"*.h", "*.cpp"}, QDir::Files, QDirIterator::Subdirectories);
       file.hasNext();) {
    QFile source(file.next());
    QVERIFY(source.open(QIODevice::ReadOnly));
    ++sources;
    for (const QString& word : shoutedWords(QString::fromUtf8(source.readAll()))) {
      const QString place = source.fileName().mid(root.size()) + " " + word;
      if (names.contains(word) && !excepted.contains(place))
        named << place;
    }
  }
  QVERIFY(sources > 100);
  QVERIFY2(named.isEmpty(),
           qPrintable("Name a Subject (engine/core/subject.h) instead: " + named.join(QStringLiteral("; "))));
}

PROCESSING_TEST_MAIN(TestSubjects)
#include "test_subjects.moc"
