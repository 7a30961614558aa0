#include "plugin/work_steps.h"
#include "tests/processing/processing_fixture.h"

#include <QSet>

using namespace prospectivity;

/// Each step of the panel is an algorithm, with the parameters that the panel fills in and looks for.
class TestWorkSteps : public QObject {
  Q_OBJECT

 private slots:
  void stepsAreAlgorithms_data();
  void stepsAreAlgorithms();
  void stepsComeAfterWhatTheyNeed();
};

void TestWorkSteps::stepsAreAlgorithms_data() {
  QTest::addColumn<int>("place");
  for (int place = 0; place < static_cast<int>(workSteps().size()); ++place)
    QTest::newRow(workSteps()[static_cast<std::size_t>(place)].algorithm) << place;
}

void TestWorkSteps::stepsAreAlgorithms() {
  QFETCH(int, place);
  const WorkStep& step = workSteps()[static_cast<std::size_t>(place)];
  const QgsProcessingAlgorithm* algorithm = QgsApplication::processingRegistry()->algorithmById(
      QStringLiteral("prospectivity:") + QLatin1String(step.algorithm));
  QVERIFY(algorithm != nullptr);
  const auto isThere = [&](const char* name, bool isDestination) {
    const QgsProcessingParameterDefinition* found = algorithm->parameterDefinition(QLatin1String(name));
    return found != nullptr && found->isDestination() == isDestination;
  };
  for (const ProductAt& at : step.needs)
    QVERIFY2(isThere(at.parameter, false), at.parameter);
  for (const ProductAt& at : step.takes)
    QVERIFY2(isThere(at.parameter, false), at.parameter);
  for (const ProductAt& at : step.gives)
    QVERIFY2(isThere(at.parameter, true), at.parameter);
  for (const char* name : {step.alsoMade, step.onMap})
    QVERIFY2(name == nullptr || isThere(name, true), name);
  if (step.alsoMade != nullptr) // by default it is not
    QVERIFY(!static_cast<const QgsProcessingDestinationParameter*>(
                 algorithm->parameterDefinition(QLatin1String(step.alsoMade)))
                 ->createByDefault());
}

void TestWorkSteps::stepsComeAfterWhatTheyNeed() {
  QSet<int> made;
  for (const WorkStep& step : workSteps()) {
    for (const ProductAt& need : step.needs)
      QVERIFY2(made.contains(static_cast<int>(need.product)), step.algorithm);
    for (const ProductAt& given : step.gives)
      made.insert(static_cast<int>(given.product));
    QVERIFY2(!QString::fromLatin1(step.title).isEmpty(), step.algorithm);
  }
}

PROCESSING_TEST_MAIN(TestWorkSteps)
#include "test_work_steps.moc"
