#include "engine/core/error.h"
#include "engine/explain/shapley_explainer.h"
#include "engine/model/predictor_game.h"
#include "engine/reference/logistic_model.h"
#include "engine/train/class_encoder.h"
#include "engine/train/class_values_report.h"
#include "engine/train/final_model.h"
#include "engine/train/reference_learners.h"
#include "tests/engine/train/coded_table.h"

#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <memory>
#include <numeric>

using namespace prospectivity;

/// Models of a layer of classes with holes that enters as log-odds: what a missing code becomes in the fit,
/// in predictions, in explanations and in files.
class TestCodedHoles : public QObject {
  Q_OBJECT

 private slots:
  void theMostFrequentCodeIsThatOfTheMiddles();
  void aLayerThatNoMiddleHasIsNamed();
  void aMissingCodeIsFilledByTheMostFrequentOne_data();
  void aMissingCodeIsFilledByTheMostFrequentOne();
  void theFitIsWorkedByHand_data();
  void theFitIsWorkedByHand();
  void missingIsNotUnseen_data();
  void missingIsNotUnseen();
  void explanationsAddUp_data();
  void explanationsAddUp();
  void theReportCountsWhatIsMissing();
  void samplesAreKeptAsTheyAreCompared();
  void filesKeepWhatIsMissing_data();
  void filesKeepWhatIsMissing();
};

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t samples = 160;
constexpr int window = 3;
constexpr Eigen::Index cells = window * window;
constexpr std::uint64_t seed = 6;
constexpr float unseen = 1000;

/// Two quantities and a layer of four classes, the first of which most deposits lie in; a value in seven is
/// missing.
SampleTable tableWithHoles() {
  SampleTable table = codedNoise(samples, 2, 4, 31, 0.5);
  Random random(32);
  for (std::size_t i = 0; i < samples; ++i)
    if (table.labels[i] == 1 && random.uniform() < 0.6)
      table.values(static_cast<Eigen::Index>(i), 2) = 10;
  for (Eigen::Index i = 0; i < table.values.size(); ++i)
    if (random.uniform() < 0.15)
      table.values.data()[i] = nothing;
  return table;
}

/// The same in the middle of windows, around which there are holes too, and other codes: most cells have one
/// that few middles have.
SampleTable windowsWithHoles() {
  const SampleTable middles = tableWithHoles();
  SampleTable table = middles;
  table.features.clear();
  table.descriptions.assign(3 * cells, {});
  table.values.resize(samples, 3 * cells);
  Random random(33);
  for (Eigen::Index feature = 0; feature < 3; ++feature)
    for (Eigen::Index cell = 0; cell < cells; ++cell) {
      const Eigen::Index column = feature * cells + cell;
      table.features.push_back(middles.features[static_cast<std::size_t>(feature)] + "[" +
                               std::to_string(cell / window - 1) + "," + std::to_string(cell % window - 1) +
                               "]");
      if (feature == 2)
        table.descriptions[static_cast<std::size_t>(column)].kind = FeatureKind::Codes;
      for (Eigen::Index i = 0; i < table.values.rows(); ++i) {
        double& value = table.values(i, column);
        value = middles.values(i, feature);
        if (cell == cells / 2)
          continue;
        value = feature == 2 ? 77 : 10 + 3 * random.normal();
        if (random.uniform() < 0.1)
          value = nothing;
      }
    }
  return table;
}

ClassEncodingOptions logOdds() {
  ClassEncodingOptions options;
  options.features = 3;
  options.layers = {2};
  return options;
}

std::vector<std::size_t> allRows(const SampleTable& table) {
  std::vector<std::size_t> rows(table.size());
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  return rows;
}

/// What was trained, and how it came to be.
struct Case {
  SampleTable table;
  std::unique_ptr<Learner> learner;
  TrainedPart part;
  std::unique_ptr<Model> model;
  bool isLearnt = false;
};

Case trained(const QString& kind) {
  Case made;
  const bool isWindowed = kind.endsWith("windowed network");
  made.table = isWindowed ? windowsWithHoles() : tableWithHoles();
  made.isLearnt = kind.startsWith("learning");
  const MissingEvidence missing = made.isLearnt ? MissingEvidence::Learn : MissingEvidence::Fill;
  if (kind.endsWith("network")) {
    TrainingOptions options = smallTraining(3);
    options.fit.shape.window = isWindowed ? window : 1;
    options.fit.epochs = 8;
    options.classes = logOdds();
    options.setMissing(missing);
    made.learner = std::make_unique<NetworkLearner>(options);
  } else {
    ReferenceOptions options;
    options.trees = 40;
    options.missing = missing;
    options.classes = logOdds();
    made.learner =
        referenceLearner(kind.endsWith("regression") ? "logistic-regression" : "random-forest", options);
  }
  made.part = made.learner->fit(made.table, allRows(made.table), seed, Progress());
  made.model = made.learner->join({"layer 0", "layer 1", "geology"}, {made.part.model});
  return made;
}

void kinds() {
  QTest::addColumn<QString>("kind");
  for (const char* missing : {"filling", "learning"})
    for (const char* kind : {"network", "windowed network", "regression", "forest"})
      QTest::addRow("%s %s", missing, kind) << QString("%1 %2").arg(missing, kind);
}

std::vector<float> logitsOf(const Model& model, const FloatMatrix& rows) {
  std::vector<float> logits(static_cast<std::size_t>(rows.rows()));
  model.predictor()->logits(rows.data(), logits.size(), logits.data());
  return logits;
}

/// Samples, with a class here and there that no sample has.
FloatMatrix rowsOf(const Case& made, std::size_t first, std::size_t count) {
  FloatMatrix rows =
      made.table.values.middleRows(static_cast<Eigen::Index>(first), static_cast<Eigen::Index>(count))
          .cast<float>();
  const auto width = static_cast<Eigen::Index>(made.model->layout().cells());
  for (Eigen::Index i = 0; i < rows.rows(); i += 5)
    rows(i, 2 * width + width / 2) = unseen;
  return rows;
}

/// The code that most rows of the fit have in the middle of the layer, counted one by one.
float mostFrequent(const Case& made) {
  const auto width = static_cast<Eigen::Index>(made.model->layout().cells());
  std::map<double, int> counts;
  for (const std::size_t row : made.part.fitRows)
    if (const double code = made.table.values(static_cast<Eigen::Index>(row), 2 * width + width / 2);
        !std::isnan(code))
      ++counts[code];
  double most = counts.begin()->first;
  for (const auto& [code, count] : counts)
    if (count > counts[most])
      most = code;
  return static_cast<float>(most);
}

} // namespace

void TestCodedHoles::theMostFrequentCodeIsThatOfTheMiddles() {
  SampleTable table = codesAlone({1, 1, 2, 2, 3, 1, 3}, {1, 0, 1, 0, 1, 0, 0});
  table.values(0, 0) = nothing;
  ClassEncodingOptions options;
  options.features = 1;
  options.layers = {0};
  options.fewestSamples = 1;
  const ClassEncoder encoder(options, table, {0, 1, 2, 3, 4, 5, 6}, Random(1));
  QCOMPARE(*encoder.mostFrequentCode(0), 1.0F); // twice, as 2 and 3
  QCOMPARE(*ClassEncoder(options, table, {0, 1, 2, 3, 4, 6}, Random(1)).mostFrequentCode(0), 2.0F);
  QCOMPARE(encoder.ofFeatures().of(0)->codes, (std::vector<float>{1, 2, 3}));
  // A missing code counts for no class: 1 has two samples and no deposit, of three deposits among seven.
  const double share = 10 * (3.0 / 7) / 12;
  QVERIFY(std::abs(static_cast<double>(encoder.ofFeatures().of(0)->values[0]) -
                   std::log(share / (1 - share))) < 1e-6);
  QVERIFY(std::isnan((*encoder.ofFeatures().of(0))(static_cast<float>(nothing))));

  const SampleTable windows = windowsWithHoles();
  const ClassEncoder ofWindows(logOdds(), windows, allRows(windows), Random(1));
  QCOMPARE(*ofWindows.mostFrequentCode(2 * cells), 10.0F);
  QCOMPARE(*ofWindows.mostFrequentCode(3 * cells - 1), 10.0F);
  QVERIFY(!ofWindows.mostFrequentCode(2 * cells - 1));
  QVERIFY(!ofWindows.ofFeatures().of(2)->knows(77));
}

void TestCodedHoles::aLayerThatNoMiddleHasIsNamed() {
  SampleTable table = windowsWithHoles();
  table.values.col(2 * cells + cells / 2).setConstant(nothing);
  try {
    ClassEncoder(logOdds(), table, allRows(table), Random(1));
    QFAIL("the table was taken");
  } catch (const Error& error) {
    QCOMPARE(QString::fromUtf8(error.what()),
             QString("Encoding of classes is log-odds, but no sample of a training part has a class of "
                     "'geology' in its own cell: leave it out of features, or choose one-hot."));
  }
}

void TestCodedHoles::aMissingCodeIsFilledByTheMostFrequentOne_data() {
  kinds();
}

void TestCodedHoles::aMissingCodeIsFilledByTheMostFrequentOne() {
  QFETCH(QString, kind);
  const Case made = trained(kind);
  QVERIFY(made.model->takesMissing());
  QCOMPARE(made.model->seesPresence(), made.isLearnt);
  const std::vector<float> fills = made.model->fills();
  QCOMPARE(fills.size(), std::size_t{3});
  QCOMPARE(fills[2], mostFrequent(made));
  QVERIFY(made.model->classes(2).knows(fills[2]));
  const FloatMatrix rows = rowsOf(made, 0, samples);
  FloatMatrix filled = rows;
  const auto width = static_cast<Eigen::Index>(made.model->layout().cells());
  for (Eigen::Index column = 0; column < filled.cols(); ++column)
    for (Eigen::Index i = 0; i < filled.rows(); ++i)
      if (std::isnan(filled(i, column)))
        filled(i, column) = fills[static_cast<std::size_t>(column / width)];
  const std::vector<float> ofHoles = logitsOf(*made.model, rows);
  const std::vector<float> ofFilled = logitsOf(*made.model, filled);
  double farthest = 0;
  for (std::size_t i = 0; i < samples; ++i) {
    QVERIFY(std::isfinite(ofHoles[i]));
    farthest = std::max(farthest, static_cast<double>(std::abs(ofHoles[i] - ofFilled[i])));
  }
  QVERIFY2(made.isLearnt ? farthest > 1e-3 : farthest < 1e-4, qPrintable(QString::number(farthest)));
}

void TestCodedHoles::theFitIsWorkedByHand_data() {
  QTest::addColumn<QString>("kind");
  QTest::newRow("filling") << "filling regression";
  QTest::newRow("learning") << "learning regression";
}

// Values of the classes are out of fold, of missing ones that of the whole part: nobody's own label is in it.
void TestCodedHoles::theFitIsWorkedByHand() {
  QFETCH(QString, kind);
  const Case made = trained(kind);
  const SampleTable fitted = made.table.rows(made.part.fitRows);
  const ClassEncoder encoder(logOdds(), made.table, made.part.fitRows, Random(seed));
  Matrix values = encoder.fitted(fitted);
  const Scaling scaling = Scaling::fit(ScalingMethod::ZScore, values);
  Matrix presence = Matrix::Ones(values.rows(), 3);
  for (Eigen::Index j = 0; j < 3; ++j) {
    double sum = 0;
    double known = 0;
    for (Eigen::Index i = 0; i < values.rows(); ++i)
      if (!std::isnan(values(i, j))) {
        sum += values(i, j);
        ++known;
      }
    double fill = sum / known;
    if (j == 2)
      fill = static_cast<double>((*encoder.ofFeatures().of(2))(mostFrequent(made)));
    for (Eigen::Index i = 0; i < values.rows(); ++i)
      if (std::isnan(values(i, j))) {
        values(i, j) = fill;
        presence(i, j) = 0;
      }
  }
  QVERIFY((presence.colwise().sum().array() < static_cast<double>(values.rows())).all());
  const Matrix scaled = scaling.apply(values).cast<double>();
  Matrix rows = scaled;
  if (made.isLearnt) {
    rows.resize(scaled.rows(), 6);
    rows << scaled, presence;
  }
  const LogisticRegression expected = LogisticRegression::fit(rows, fitted.labels);
  const LogisticMember& member = dynamic_cast<const LogisticModel&>(*made.part.model).members.front();
  QVERIFY(std::abs(member.regression.intercept - expected.intercept) < 1e-6);
  QVERIFY((member.regression.weights - expected.weights.head(3)).cwiseAbs().maxCoeff() < 1e-6);
  QCOMPARE(member.presence.size(), Eigen::Index{made.isLearnt ? 3 : 0});
  if (made.isLearnt)
    QVERIFY((member.presence - expected.weights.tail(3)).cwiseAbs().maxCoeff() < 1e-6);
  QVERIFY(member.regression.weights[2] > 0.1);
}

void TestCodedHoles::missingIsNotUnseen_data() {
  kinds();
}

void TestCodedHoles::missingIsNotUnseen() {
  QFETCH(QString, kind);
  const Case made = trained(kind);
  const FloatMatrix rows = rowsOf(made, 0, samples);
  const auto logitsAt = [&](float code) {
    FloatMatrix moved = rows;
    made.model->layout().windowsOf(moved, 2).setConstant(code);
    return logitsOf(*made.model, moved);
  };
  const std::vector<float> ofUnseen = logitsAt(unseen);
  QCOMPARE(logitsAt(unseen + 1), ofUnseen);
  QVERIFY(logitsAt(static_cast<float>(nothing)) != ofUnseen);
}

void TestCodedHoles::explanationsAddUp_data() {
  kinds();
}

// With holes in samples and background: the model's own game is that of mixed rows, and it makes up the
// predictions.
void TestCodedHoles::explanationsAddUp() {
  QFETCH(QString, kind);
  const Case made = trained(kind);
  const FloatMatrix background = rowsOf(made, 20, 11);
  const FloatMatrix explained = rowsOf(made, 60, 12);
  QVERIFY(background.hasNaN() && explained.hasNaN());
  const Players players = Players::blocks(3, made.model->layout().cells());
  const std::shared_ptr<const Predictor> predictor = made.model->predictor();
  const std::vector<float> logits = logitsOf(*made.model, explained);
  const auto shapley = [&](const GameMaker& game) {
    return exactShapley(game, *predictor, explained, background, OutputSpace::Logit, 1, Progress());
  };
  const ShapleyValues own = shapley(made.model->game(background, players, OutputSpace::Logit));
  const ShapleyValues mixed = shapley(predictorGame(predictor, background, players, OutputSpace::Logit));
  QVERIFY((own.values - mixed.values).cwiseAbs().maxCoeff() < 1e-4);
  QVERIFY(own.values.col(2).cwiseAbs().maxCoeff() > 1e-3);
  for (Eigen::Index i = 0; i < explained.rows(); ++i)
    QVERIFY(std::abs(own.baseValue + own.values.row(i).sum() -
                     static_cast<double>(logits[static_cast<std::size_t>(i)])) < 1e-4);
}

void TestCodedHoles::theReportCountsWhatIsMissing() {
  const auto rowsOfReport = [](const SampleTable& table, const Model& model) {
    Report report("Training", "");
    addClassValues(report, table, model);
    return QString::fromStdString(report.page("")).count("<td>missing");
  };
  for (const char* kind : {"filling regression", "learning windowed network"}) {
    const Case made = trained(kind);
    const auto width = static_cast<Eigen::Index>(made.model->layout().cells());
    int missing = 0;
    int deposits = 0;
    for (std::size_t i = 0; i < samples; ++i)
      if (std::isnan(made.table.values(static_cast<Eigen::Index>(i), 2 * width + width / 2))) {
        ++missing;
        deposits += made.table.labels[i];
      }
    QVERIFY(deposits > 0 && missing > deposits);
    Report report("Training", "");
    addClassValues(report, made.table, *made.model);
    const QString row = QString("<td>missing, taken for %1</td><td>%2</td><td>%3</td>")
                            .arg(static_cast<double>(mostFrequent(made)))
                            .arg(missing)
                            .arg(deposits);
    QVERIFY2(QString::fromStdString(report.page("")).contains(row), qPrintable(row));
    SampleTable complete = made.table;
    complete.values.col(2 * width + width / 2).setConstant(10);
    QCOMPARE(rowsOfReport(complete, *made.model), 0);
  }
}

// Codes stay codes, but have no mean over a window: there what stands for them is kept.
void TestCodedHoles::samplesAreKeptAsTheyAreCompared() {
  for (const char* kind : {"filling network", "filling windowed network"}) {
    const Case made = trained(kind);
    FoldResult fold;
    fold.trained = made.part;
    const std::unique_ptr<Model> model = finalModel(made.table, made.model->features, {fold}, *made.learner,
                                                    FinalModel::Ensemble, seed, Progress())
                                             .model;
    const bool isWindowed = model->window() > 1;
    QCOMPARE(model->training.areEncoded, isWindowed);
    const auto width = static_cast<Eigen::Index>(model->layout().cells());
    const ClassValues classes = model->classes(2);
    for (Eigen::Index i = 0; i < model->training.values.rows(); ++i) {
      double sum = 0;
      double known = 0;
      for (Eigen::Index cell = 0; cell < width; ++cell)
        if (const auto code = static_cast<float>(made.table.values(i, 2 * width + cell)); !std::isnan(code)) {
          sum += static_cast<double>(isWindowed ? classes(code) : code);
          ++known;
        }
      const auto found = static_cast<double>(model->training.values(i, 2));
      QVERIFY(known == 0 ? std::isnan(found) : std::abs(found - sum / known) < 1e-5);
    }
    const QTemporaryDir folder;
    const std::string path = folder.filePath("model.pt").toStdString();
    modelBackend().save(*model, path);
    const std::unique_ptr<Model> back = modelBackend().load(path);
    QCOMPARE(back->training.areEncoded, isWindowed);
    QCOMPARE(back->training.folds, model->training.folds);
  }
}

void TestCodedHoles::filesKeepWhatIsMissing_data() {
  kinds();
}

void TestCodedHoles::filesKeepWhatIsMissing() {
  QFETCH(QString, kind);
  const QTemporaryDir folder;
  const Case made = trained(kind);
  const std::string path = folder.filePath("model.pt").toStdString();
  modelBackend().save(*made.model, path);
  const std::unique_ptr<Model> back = modelBackend().load(path);
  const FloatMatrix rows = rowsOf(made, 0, samples);
  QCOMPARE(logitsOf(*back, rows), logitsOf(*made.model, rows));
  QCOMPARE(back->fills(), made.model->fills());
  QCOMPARE(back->seesPresence(), made.model->seesPresence());
  QCOMPARE(back->classes(2).codes, made.model->classes(2).codes);
  QCOMPARE(back->classes(2).values, made.model->classes(2).values);
}

QTEST_GUILESS_MAIN(TestCodedHoles)
#include "test_coded_holes.moc"
