#include "engine/augment/registry.h"
#include "processing/frame/choice_parameter.h"
#include "processing_fixture.h"

#include <qgsproperty.h>

using namespace prospectivity;

/// Choices are named, and their numbers never move: saved calls and models hold them.
class TestChoices : public QObject {
  Q_OBJECT

 private slots:
  void numbersAreFrozen_data();
  void numbersAreFrozen();
  void everyEnumerationIsATableOfChoices();
  void valuesAreRead_data();
  void valuesAreRead();
  void unknownChoicesAreNamed();
  void historyHoldsNumbers();
  void anotherAugmenterMovesNoNumber();
};

namespace {

const QgsProcessingAlgorithm* algorithm(const QString& id) {
  return QgsApplication::processingRegistry()->algorithmById(QStringLiteral("prospectivity:") + id);
}

const ChoiceParameter& parameter(const QgsProcessingAlgorithm& algorithm, const QString& name) {
  return dynamic_cast<const ChoiceParameter&>(*algorithm.parameterDefinition(name));
}

const ChoiceParameter& parameter(const QString& id, const QString& name) {
  return parameter(*algorithm(id), name);
}

/// Numbers and ids of every choice as they were published: lines are added, entries are appended, and nothing
/// else.
const char* const frozen[][3] = {
    {"buildevidencestack", "RESAMPLING", "nearest, bilinear, cubic, average, mode"},
    {"buildevidencestack", "FORMAT", "geotiff, cog"},
    {"vectorevidence", "METHOD", "distance, density, presence, attribute"},
    {"vectorevidence", "KERNEL", "quartic, uniform"},
    {"vectorevidence", "FORMAT", "geotiff, cog"},
    {"createsamples", "NEGATIVE_METHOD", "random, distance-constrained, dissimilar-evidence"},
    {"createsamples", "MISSING", "exclude, keep"},
    {"augmentsamples", "METHOD",
     "random-oversampling, gaussian-noise, smote, borderline-smote, adasyn, wgan-gp"},
    {"augmentsamples", "MISSING", "exclude, keep"},
    {"orderfeatures", "MISSING", "exclude, keep"},
    {"orderfeatures", "METHOD", "as-given, correlation-seriation, class-separation, custom"},
    {"traincnn", "PRESET", "as-given, few-deposits, quick-look, thorough"},
    {"traincnn", "ORDERING", "as-given, correlation-seriation, class-separation, custom"},
    {"traincnn", "AUGMENTATION",
     "none, random-oversampling, gaussian-noise, smote, borderline-smote, adasyn, wgan-gp, patches"},
    {"traincnn", "MISSING", "exclude, fill, learn"},
    {"traincnn", "VALIDATION", "holdout, stratified-k-fold, spatial-blocks, leave-one-out"},
    {"traincnn", "CLASS_ENCODING", "one-hot, log-odds"},
    {"traincnn", "SCALING", "z-score, min-max, robust, none"},
    {"traincnn", "POOLING", "none, max, average"},
    {"traincnn", "SCHEDULE", "cosine, early-stopping"},
    {"traincnn", "DEVICE", "auto, cpu, cuda"},
    {"traincnn", "FINAL_MODEL", "refit, ensemble"},
    {"trainreference", "METHOD",
     "logistic-regression, random-forest, gradient-boosting, weights-of-evidence"},
    {"trainreference", "MISSING", "exclude, fill, learn"},
    {"trainreference", "CLASS_ENCODING", "one-hot, log-odds"},
    {"trainreference", "VALIDATION", "holdout, stratified-k-fold, spatial-blocks, leave-one-out"},
    {"trainreference", "FINAL_MODEL", "refit, ensemble"},
    {"augmentationstudy", "PRESET", "as-given, few-deposits, quick-look, thorough"},
    {"augmentationstudy", "METHODS",
     "none, random-oversampling, gaussian-noise, smote, borderline-smote, adasyn, wgan-gp"},
    {"augmentationstudy", "ORDERINGS", "as-given, correlation-seriation, class-separation, custom, random"},
    {"augmentationstudy", "MISSING", "exclude, fill, learn"},
    {"augmentationstudy", "VALIDATION", "holdout, stratified-k-fold, spatial-blocks, leave-one-out"},
    {"augmentationstudy", "CLASS_ENCODING", "one-hot, log-odds"},
    {"augmentationstudy", "SCALING", "z-score, min-max, robust, none"},
    {"augmentationstudy", "POOLING", "none, max, average"},
    {"augmentationstudy", "SCHEDULE", "cosine, early-stopping"},
    {"augmentationstudy", "DEVICE", "auto, cpu, cuda"},
    {"augmentationstudy", "RANK_BY", "accuracy, f1, matthews, auc"},
    {"predict", "UNCERTAINTY", "none, ensemble, monte-carlo-dropout"},
    {"predict", "FORMAT", "geotiff, cog"},
    {"iceplots", "OUTPUT_SPACE", "logit, probability"},
    {"iceplots", "GRID", "quantiles, uniform"},
    {"shapvalues", "METHOD", "auto, exact, permutation"},
    {"shapvalues", "OUTPUT_SPACE", "logit, probability"},
    {"shapmap", "OUTPUT_SPACE", "logit, probability"},
    {"shapmap", "FORMAT", "geotiff, cog"},
    {"joinshards", "FORMAT", "geotiff, cog"},
};

/// A method that a developer adds as CONTRIBUTING says.
class Copies : public Augmenter {
 public:
  std::string id() const override { return "plain_copies"; }
  std::string title() const override { return "Plain copies"; }
  std::vector<SyntheticSample> generate(const AugmentInput&, std::size_t, Random&,
                                        const Progress&) const override {
    return {};
  }
};

} // namespace

void TestChoices::numbersAreFrozen_data() {
  QTest::addColumn<QString>("id");
  QTest::addColumn<QString>("name");
  QTest::addColumn<QString>("ids");
  for (const auto& [id, name, ids] : frozen)
    QTest::newRow(qPrintable(QString("%1 %2").arg(id, name))) << QString(id) << QString(name) << QString(ids);
}

void TestChoices::numbersAreFrozen() {
  QFETCH(QString, id);
  QFETCH(QString, name);
  QFETCH(QString, ids);
  const ChoiceParameter& choice = parameter(id, name);
  QCOMPARE(QString::fromStdString(idsOf(choice.choices())), ids);
  QCOMPARE(choice.options().size(), static_cast<int>(choice.choices().size()));
}

void TestChoices::everyEnumerationIsATableOfChoices() {
  int found = 0;
  for (const QgsProcessingAlgorithm* each :
       QgsApplication::processingRegistry()->providerById(QStringLiteral("prospectivity"))->algorithms())
    for (const QgsProcessingParameterDefinition* definition : each->parameterDefinitions())
      if (definition->type() == QgsProcessingParameterEnum::typeName() &&
          each->groupId() != QLatin1String("chain")) {
        ++found;
        QVERIFY2(dynamic_cast<const ChoiceParameter*>(definition),
                 qPrintable(each->id() + QLatin1Char(' ') + definition->name()));
      }
  QCOMPARE(found, static_cast<int>(std::size(frozen)));
}

void TestChoices::valuesAreRead_data() {
  QTest::addColumn<QString>("name");
  QTest::addColumn<QVariant>("value");
  QTest::addColumn<QList<int>>("numbers");
  const QString one = QStringLiteral("RANK_BY");
  const QString several = QStringLiteral("METHODS");
  QTest::newRow("number") << one << QVariant(2) << QList<int>{2};
  QTest::newRow("number as text") << one << QVariant("2") << QList<int>{2};
  QTest::newRow("number as JSON gives it") << one << QVariant(2.0) << QList<int>{2};
  QTest::newRow("id") << one << QVariant("matthews") << QList<int>{2};
  QTest::newRow("not given") << one << QVariant() << QList<int>{1};
  QTest::newRow("expression") << one << QVariant::fromValue(QgsProperty::fromExpression("'au' || 'c'"))
                              << QList<int>{3};
  QTest::newRow("several numbers in a text") << several << QVariant("0,3") << QList<int>{0, 3};
  QTest::newRow("several ids in a text") << several << QVariant("none, smote") << QList<int>{0, 3};
  QTest::newRow("list of ids and numbers")
      << several << QVariant(QVariantList{"smote", 0}) << QList<int>{3, 0};
  QTest::newRow("list of texts") << several << QVariant(QStringList{"wgan_gp", "5"}) << QList<int>{6, 5};
  QTest::newRow("several not given") << several << QVariant() << QList<int>{0, 1, 2, 3, 4, 5};
}

void TestChoices::valuesAreRead() {
  QFETCH(QString, name);
  QFETCH(QVariant, value);
  QFETCH(QList<int>, numbers);
  const QString study = QStringLiteral("augmentationstudy"); // named: GCC 14 takes a temporary for dangling
  const ChoiceParameter& choice = parameter(study, name);
  QgsProcessingContext context;
  QVERIFY(choice.checkValueIsAcceptable(value, &context));
  QCOMPARE(choice.numbersOf(value, context), numbers);
  const std::unique_ptr<QgsProcessingParameterDefinition> copy(choice.clone());
  QCOMPARE(dynamic_cast<const ChoiceParameter&>(*copy).numbersOf(value, context), numbers);
}

void TestChoices::unknownChoicesAreNamed() {
  const struct {
    const char* name;
    QVariant value;
    const char* sentence;
  } cases[] = {
      {"RANK_BY", 2.7,
       "RANK_BY: '2.7' is none of its choices; choose one of accuracy, f1, matthews, auc, or its number from "
       "0 to 3."},
      {"RANK_BY", "roc",
       "RANK_BY: 'roc' is none of its choices; choose one of accuracy, f1, matthews, auc, or its "
       "number from 0 to 3."},
      {"RANK_BY", 4,
       "RANK_BY: '4' is none of its choices; choose one of accuracy, f1, matthews, auc, or its number "
       "from 0 to 3."},
      {"METHODS", "none,smoote",
       "METHODS: 'smoote' is none of its choices; choose one of none, random-oversampling, gaussian-noise, "
       "smote, "
       "borderline-smote, adasyn, wgan-gp, or its number from 0 to 6."}};
  for (const auto& mistake : cases) {
    QgsProcessingContext context;
    const AlgorithmRun run = runAlgorithm(QStringLiteral("prospectivity:augmentationstudy"),
                                          {{mistake.name, mistake.value}}, context);
    QVERIFY(!run.ok);
    QCOMPARE(run.error, QString(mistake.sentence));
  }
}

void TestChoices::historyHoldsNumbers() {
  QgsProcessingContext context;
  QCOMPARE(parameter("traincnn", "AUGMENTATION").valueAsPythonString("smote", context), QString("3"));
  QCOMPARE(
      parameter("augmentationstudy", "METHODS").valueAsPythonString(QVariantList{"none", "smote"}, context),
      QString("[0,3]"));
}

void TestChoices::anotherAugmenterMovesNoNumber() {
  registerAugmenter(std::make_unique<Copies>());
  for (const auto& [id, name, ids] : frozen) {
    const std::unique_ptr<QgsProcessingAlgorithm> fresh(algorithm(id)->create());
    const QString now = QString::fromStdString(idsOf(parameter(*fresh, name).choices()));
    const bool takesAugmenters = QString(ids).contains(QLatin1String("smote"));
    QCOMPARE(now, takesAugmenters ? ids + QStringLiteral(", plain-copies") : QString(ids));
  }
}

PROCESSING_TEST_MAIN(TestChoices)
#include "test_choices.moc"
