#include "processing/releases/enumerations.h"
#include "tests/processing/processing_fixture.h"

#include <QMap>
#include <QRegularExpression>
#include <qgsprocessingoutputs.h>
#include <qgsprocessingparameters.h>

#include <limits>

using namespace prospectivity;

/// What dialogs ask for, over all algorithms at once.
class TestParameters : public QObject {
  Q_OBJECT

 private slots:
  void everyNumberHasARange();
  void defaultsLieInTheirRange();
  void whoTakesANumberTellsWhatIsWrongWithIt();
  void oneNameMeansOneThing();
  void plainParametersAreFew();
  void advancedOnesStandByTheirTopic();
  void pagesAreToldApartInTheResultsViewer();
};

namespace {

QList<const QgsProcessingAlgorithm*> algorithms() {
  return QgsApplication::processingRegistry()->providerById(QStringLiteral("prospectivity"))->algorithms();
}

struct Number {
  QString place; ///< algorithm and parameter
  const QgsProcessingParameterNumber* parameter;
};

QList<Number> numbers() {
  QList<Number> found;
  for (const QgsProcessingAlgorithm* algorithm : algorithms())
    for (const QgsProcessingParameterDefinition* parameter : algorithm->parameterDefinitions())
      if (const auto* number = dynamic_cast<const QgsProcessingParameterNumber*>(parameter))
        found << Number{algorithm->name() + QLatin1Char(' ') + parameter->name(), number};
  return found;
}

/// Parameters whose title, kind or default differs between algorithms, and why it must.
const QMap<QString, QString>& otherThings() {
  static const QMap<QString, QString> reasons{
      {"DEPOSITS", "Predict takes those that set levels, and another layer of known ones"},
      {"EXTENT", "maps take a part of a stack, stacks get their grid"},
      {"FEATURES", "ICE plots take those of the model, not all fields"},
      {"INPUT", "shapes to rasterize, or samples"},
      {"KNOWN_DEPOSITS", "Predict has a second layer of deposits to tell them from"},
      {"LAYERS", "Predict takes single rasters in place of a stack"},
      {"METHOD", "each algorithm has methods of its own"},
      {"NON_DEPOSITS", "where there are none, some are chosen or curves left out"},
      {"OUTPUT_SPACE", "curves are read as scores, shares add up in log-odds"},
      {"PROSPECTIVITY", "Evaluate takes any map, not scores alone"},
      {"REPEATS", "a study needs repeats to tell combinations apart"},
      {"SAMPLES", "the target report only compares with them"},
      {"SHARD", "trainings are divided by their folds, maps by their cells"},
      {"STACK", "maps need it, networks of samples for their windows alone"},
      {"TARGET_COUNT", "the chain augments to a number that shows in its comparison"}};
  return reasons;
}

QString descriptionOf(const QgsProcessingParameterDefinition& parameter) {
  return QStringLiteral("%1: %2 [%3]")
      .arg(parameter.type(), parameter.description(), parameter.defaultValue().toString());
}

} // namespace

void TestParameters::everyNumberHasARange() {
  QVERIFY(numbers().size() > 60);
  for (const Number& number : numbers())
    QVERIFY2(number.parameter->minimum() > std::numeric_limits<double>::lowest(), qPrintable(number.place));
}

void TestParameters::defaultsLieInTheirRange() {
  for (const Number& number : numbers()) {
    QVERIFY2(number.parameter->minimum() < number.parameter->maximum(), qPrintable(number.place));
    if (!number.parameter->defaultValue().isValid())
      continue;
    const double value = number.parameter->defaultValue().toDouble();
    QVERIFY2(value >= number.parameter->minimum() && value <= number.parameter->maximum(),
             qPrintable(number.place));
  }
}

// The range of a dialog is no second judge: a script's value comes to the sentence that names the remedy.
void TestParameters::whoTakesANumberTellsWhatIsWrongWithIt() {
  const QgsProcessingAlgorithm* training =
      QgsApplication::processingRegistry()->algorithmById(QStringLiteral("prospectivity:traincnn"));
  const QgsProcessingParameterDefinition* dropout = training->parameterDefinition(QStringLiteral("DROPOUT"));
  const std::unique_ptr<const QgsProcessingParameterDefinition> copy(dropout->clone());
  for (const QgsProcessingParameterDefinition* definition : {dropout, copy.get()}) {
    QVERIFY(definition->checkValueIsAcceptable(0.5));
    QVERIFY(definition->checkValueIsAcceptable(7));
    QVERIFY(definition->checkValueIsAcceptable(-1));
    QVERIFY(!definition->checkValueIsAcceptable(QStringLiteral("much")));
  }
}

void TestParameters::oneNameMeansOneThing() {
  QMap<QString, QMap<QString, QStringList>> seen; // by parameter, what it is called where
  for (const QgsProcessingAlgorithm* algorithm : algorithms())
    for (const QgsProcessingParameterDefinition* parameter : algorithm->parameterDefinitions())
      if (!parameter->isDestination())
        seen[parameter->name()][descriptionOf(*parameter)] << algorithm->name();
  for (auto parameter = seen.cbegin(); parameter != seen.cend(); ++parameter) {
    QStringList lines{parameter.key()};
    for (auto kind = parameter->cbegin(); kind != parameter->cend(); ++kind)
      lines << kind.key() + QStringLiteral(" in ") + kind->join(QStringLiteral(", "));
    QVERIFY2(parameter->size() == 1 || otherThings().contains(parameter.key()),
             qPrintable(lines.join(QLatin1Char('\n'))));
    QVERIFY2(parameter->size() > 1 || !otherThings().contains(parameter.key()),
             qPrintable(parameter.key() + QStringLiteral(" is the same everywhere and needs no exception")));
  }
}

void TestParameters::plainParametersAreFew() {
  for (const QgsProcessingAlgorithm* algorithm : algorithms()) {
    QStringList plain;
    for (const QgsProcessingParameterDefinition* parameter : algorithm->parameterDefinitions())
      if (!parameter->isDestination() &&
          !(parameter->flags() & prospectivity::Qgis::ProcessingParameterFlag::Advanced))
        plain << parameter->name();
    QVERIFY2(plain.size() <= 8, qPrintable(algorithm->name() + QStringLiteral(": ") + plain.join(' ')));
  }
}

// "Network: pooling", "Transforms, such as ...": what belongs together says so, and stands together.
void TestParameters::advancedOnesStandByTheirTopic() {
  const QRegularExpression topical(QStringLiteral("^([A-Z][A-Za-z -]+)(: .*|, such as .*|)$"));
  // In other dialogs these are plain.
  const QStringList withoutTopic{QStringLiteral("LABEL_FIELD"), QStringLiteral("SEED")};
  for (const QgsProcessingAlgorithm* algorithm : algorithms()) {
    if (algorithm->name() == QLatin1String("prospectivitychain"))
      continue; // a model, whose parameters are few
    QStringList topics;
    for (const QgsProcessingParameterDefinition* parameter : algorithm->parameterDefinitions()) {
      const bool isAdvanced =
          bool(parameter->flags() & prospectivity::Qgis::ProcessingParameterFlag::Advanced);
      if (!isAdvanced || withoutTopic.contains(parameter->name()))
        continue;
      const QString place = algorithm->name() + QStringLiteral(": ") + parameter->description();
      const QRegularExpressionMatch match = topical.match(parameter->description());
      QVERIFY2(match.hasMatch(), qPrintable(place));
      const QString topic = match.captured(1);
      if (!topics.isEmpty() && topics.last() == topic)
        continue;
      QVERIFY2(!topics.contains(topic), qPrintable(place));
      topics << topic;
    }
  }
}

// QGIS lists a page by the title of its output, and by nothing else.
void TestParameters::pagesAreToldApartInTheResultsViewer() {
  QMap<QString, QString> pages; // by title
  for (const QgsProcessingAlgorithm* algorithm : algorithms())
    for (const QgsProcessingOutputDefinition* output : algorithm->outputDefinitions())
      if (dynamic_cast<const QgsProcessingOutputHtml*>(output) != nullptr) {
        // Both trainings make the same page of another model.
        const bool isTraining = algorithm->name() == QLatin1String("trainreference");
        QVERIFY2(isTraining || !pages.contains(output->description()),
                 qPrintable(algorithm->name() + QStringLiteral(": ") + output->description()));
        pages.insert(output->description(), algorithm->name());
      }
  QVERIFY(pages.size() > 10);
}

PROCESSING_TEST_MAIN(TestParameters)
#include "test_parameters.moc"
