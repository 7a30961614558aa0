#include "engine/core/missing_evidence.h"
#include "engine/explain/shapley_explainer.h"
#include "engine/model/predictor_game.h"
#include "engine/network/backend.h"
#include "engine/reference/tree_model.h"
#include "tests/engine/network/random_model.h"
#include "tests/engine/reference/random_logistic.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <map>
#include <memory>
#include <string>

using namespace prospectivity;

/// Models that numbers stand for classes in, each member by its own table: every pass through one gives what
/// the same model gives without tables for rows in which the numbers stand already. A missing code is no
/// class: it is looked up by no pass, but filled by the number of a code, which each member has its own of.
class TestCodedModels : public QObject {
  Q_OBJECT

 private slots:
  void codesAreLookedUp();
  void tablesFollowTheOrder();
  void membersHaveTheirOwnTables();
  void rowsAndBlocks_data();
  void rowsAndBlocks();
  void shapleyValues_data();
  void shapleyValues();
  void curves_data();
  void curves();
  void codesHaveNoSlopes();
  void filesKeepTables_data();
  void filesKeepTables();
  void filesWithoutTablesHaveNoWordOfThem();
  void whatFillsACodeIsACode_data();
  void whatFillsACodeIsACode();
  void missingIsNotUnseen_data();
  void missingIsNotUnseen();
};

namespace {

constexpr int features = 5;
constexpr int coded[] = {1, 3};
const std::vector<float> codes{2, 5, 9, 40};

ClassEncoding tables(std::uint64_t seed) {
  Random random(seed);
  ClassEncoding encoding;
  for (const int feature : coded) {
    ClassValues classes{codes, {}, static_cast<float>(random.normal())};
    for (std::size_t k = 0; k < codes.size(); ++k)
      classes.values.push_back(static_cast<float>(random.normal()));
    encoding.add(static_cast<std::size_t>(feature), classes);
  }
  return encoding;
}

/// A kind of model with two members; its member m without tables; and the tables of m.
struct Case {
  std::unique_ptr<Model> model;
  std::vector<std::unique_ptr<Model>> plain;
  std::vector<ClassEncoding> encodings;
};

void addPlain(Case& made) {
  for (std::size_t m = 0; m < made.model->memberCount(); ++m)
    made.plain.push_back(made.model->member(m));
}

bool isCoded(int feature) {
  return std::find(std::begin(coded), std::end(coded), feature) != std::end(coded);
}

/// The code that member m takes a missing one for.
float fillOf(std::size_t m) {
  return codes[1 + m];
}

/// What stands for missing values in member m: of the coded features the code, or the number that its table
/// has for it.
FilledColumns fillsOf(MissingEvidence missing, std::size_t m, const ClassEncoding* encoding = nullptr) {
  FilledColumns filled;
  for (int j = 0; j < features && missing != MissingEvidence::Exclude; ++j) {
    const float number = 0.3F * static_cast<float>(j) - 0.5F;
    filled.fills.push_back(isCoded(j) ? fillOf(m) : number);
  }
  filled.hasPresence = missing == MissingEvidence::Learn;
  if (encoding != nullptr && filled.takesMissing())
    for (const ClassEncoding::Layer& layer : encoding->layers())
      filled.fills[layer.feature] = layer.classes(filled.fills[layer.feature]);
  return filled;
}

Case networks(int window, int thresholds = 0, MissingEvidence missing = MissingEvidence::Exclude) {
  NetworkShape shape;
  shape.thresholds = thresholds;
  shape.hasPresence = missing == MissingEvidence::Learn;
  shape.fillsMissing = missing == MissingEvidence::Fill;
  shape.features = features;
  shape.filters = {4, 3};
  shape.window = window;
  auto model = std::make_unique<NetworkModel>(randomModel(shape, 2, 21));
  Case made;
  for (std::size_t m = 0; m < 2; ++m) {
    made.encodings.push_back(tables(50 + m));
    ModelMember& member = model->members[m];
    for (const ClassEncoding::Layer& layer : made.encodings.back().layers())
      if (shape.takesMissing())
        member.channels.features[layer.feature].fill =
            member.scaling.scaled(layer.feature, layer.classes(fillOf(m)));
  }
  made.model = std::make_unique<NetworkModel>(*model);
  addPlain(made);
  for (std::size_t m = 0; m < 2; ++m)
    model->members[m].scaling.classes = made.encodings[m];
  made.model = std::move(model);
  return made;
}

Case regressions(MissingEvidence missing = MissingEvidence::Exclude) {
  auto model = std::make_unique<LogisticModel>();
  Random random(22);
  for (int j = 0; j < features; ++j)
    model->features.push_back("feature " + std::to_string(j));
  for (int m = 0; m < 2; ++m) {
    LogisticMember member = randomLogisticMember(random, features);
    if (missing == MissingEvidence::Learn) {
      member.presence.resize(features);
      for (int j = 0; j < features; ++j)
        member.presence[j] = random.normal();
    }
    model->members.push_back(member);
  }
  Case made;
  for (std::size_t m = 0; m < 2; ++m) {
    made.encodings.push_back(tables(60 + m));
    model->members[m].filled = fillsOf(missing, m, &made.encodings.back());
  }
  made.model = std::make_unique<LogisticModel>(*model);
  addPlain(made);
  for (std::size_t m = 0; m < 2; ++m) {
    model->members[m].filled = fillsOf(missing, m);
    model->members[m].scaling.classes = made.encodings[m];
  }
  made.model = std::move(model);
  return made;
}

/// Forty trees of two questions each, some of which ask for presence where that is learnt.
Case trees(TreeKind kind, MissingEvidence missing = MissingEvidence::Exclude) {
  const std::size_t columns = fillsOf(missing, 0).given(features);
  auto model = std::make_unique<TreeModel>(kind);
  Random random(23);
  for (int j = 0; j < features; ++j)
    model->features.push_back("feature " + std::to_string(j));
  for (int m = 0; m < 2; ++m) {
    TreeEnsemble ensemble;
    for (int tree = 0; tree < 40; ++tree) {
      ensemble.roots.push_back(ensemble.nodes.size());
      const auto asks = [&](std::int32_t left, std::int32_t right) {
        ensemble.nodes.push_back({static_cast<std::int32_t>(random.below(columns)),
                                  static_cast<float>(random.normal()), left, right});
      };
      const auto leaf = [&] { ensemble.nodes.push_back({0, static_cast<float>(random.uniform()), 0, 0}); };
      asks(1, 2);
      leaf();
      asks(1, 2);
      leaf();
      leaf();
    }
    model->members.push_back(ensemble);
  }
  Case made;
  for (std::size_t m = 0; m < 2; ++m) {
    made.encodings.push_back(tables(70 + m));
    model->members[m].filled = fillsOf(missing, m, &made.encodings.back());
  }
  made.model = std::make_unique<TreeModel>(*model);
  addPlain(made);
  for (std::size_t m = 0; m < 2; ++m) {
    model->members[m].filled = fillsOf(missing, m);
    model->members[m].classes = made.encodings[m];
  }
  made.model = std::move(model);
  return made;
}

Case caseOf(const QString& kind) {
  const MissingEvidence missing = kind.startsWith("filling")    ? MissingEvidence::Fill
                                  : kind.startsWith("learning") ? MissingEvidence::Learn
                                                                : MissingEvidence::Exclude;
  if (kind.endsWith("windowed network"))
    return networks(5, 0, missing);
  if (kind.endsWith("network"))
    return networks(1, 0, missing);
  if (kind == "network with channels") // which takes missing values too
    return networks(1, 3, MissingEvidence::Learn);
  if (kind == "windowed network with channels")
    return networks(5, 3, MissingEvidence::Learn);
  if (kind.endsWith("regression"))
    return regressions(missing);
  return trees(kind.endsWith("forest") ? TreeKind::Forest : TreeKind::Boosting, missing);
}

/// Those that take missing values, but for channels.
const QStringList takingHoles{
    "filling network",    "learning network",    "filling windowed network", "learning windowed network",
    "filling regression", "learning regression", "filling forest",           "learning forest",
    "filling boosting",   "learning boosting"};

void kinds(const QStringList& names) {
  QTest::addColumn<QString>("kind");
  for (const QString& name : names)
    QTest::newRow(qPrintable(name)) << name;
}

/// Codes, one of which no table has, in the coded features; numbers in the others.
FloatMatrix codedRows(int rows, const InputLayout& layout, std::uint64_t seed) {
  FloatMatrix values = randomRows(rows, static_cast<int>(layout.columns()), seed);
  Random random = Random(seed).fork(1);
  for (const int feature : coded)
    for (std::size_t cell = 0; cell < layout.cells(); ++cell)
      for (Eigen::Index i = 0; i < rows; ++i) {
        const std::size_t drawn = random.below(codes.size() + 1);
        values(i, static_cast<Eigen::Index>(static_cast<std::size_t>(feature) * layout.cells() + cell)) =
            drawn < codes.size() ? codes[drawn] : 7.0F;
      }
  return values;
}

/// Here and there a missing value, where the model takes that.
void punch(const Model& model, FloatMatrix& rows) {
  if (model.takesMissing())
    for (Eigen::Index i = 0; i < rows.size(); i += 7)
      rows.data()[i] = std::nanf("");
}

/// What stands for them, looked up one by one.
FloatMatrix byHand(FloatMatrix rows, const ClassEncoding& encoding, std::size_t cells) {
  for (const ClassEncoding::Layer& layer : encoding.layers()) {
    std::map<float, float> table;
    for (std::size_t k = 0; k < codes.size(); ++k)
      table[layer.classes.codes[k]] = layer.classes.values[k];
    for (std::size_t cell = 0; cell < cells; ++cell)
      for (Eigen::Index i = 0; i < rows.rows(); ++i) {
        float& value = rows(i, static_cast<Eigen::Index>(layer.feature * cells + cell));
        if (!std::isnan(value))
          value = table.count(value) > 0 ? table[value] : layer.classes.other;
      }
  }
  return rows;
}

std::vector<float> logitsOf(const Predictor& predictor, const FloatMatrix& rows) {
  std::vector<float> logits(static_cast<std::size_t>(rows.rows()));
  predictor.logits(rows.data(), logits.size(), logits.data());
  return logits;
}

std::vector<float> expectedLogits(const Case& made, const FloatMatrix& rows) {
  std::vector<float> sum(static_cast<std::size_t>(rows.rows()), 0.0F);
  for (std::size_t m = 0; m < made.plain.size(); ++m) {
    const std::vector<float> own =
        logitsOf(*made.plain[m]->predictor(), byHand(rows, made.encodings[m], made.model->layout().cells()));
    for (std::size_t i = 0; i < sum.size(); ++i)
      sum[i] += own[i] / static_cast<float>(made.plain.size());
  }
  return sum;
}

void verifyAlike(const char* pass, const std::vector<float>& found, const std::vector<float>& expected) {
  QCOMPARE(found.size(), expected.size());
  for (std::size_t i = 0; i < found.size(); ++i)
    QVERIFY2(std::abs(found[i] - expected[i]) < 1e-5F * std::max(1.0F, std::abs(expected[i])),
             qPrintable(QString("%1, %2: %3 and not %4").arg(pass).arg(i).arg(found[i]).arg(expected[i])));
}

} // namespace

void TestCodedModels::codesAreLookedUp() {
  const ClassValues classes{{-1, 3.5F, 8}, {10, 20, 30}, 5};
  QCOMPARE(classes(-1), 10.0F);
  QCOMPARE(classes(3.5F), 20.0F);
  QCOMPARE(classes(8), 30.0F);
  for (const float other : {-2.0F, 3.0F, 9.0F})
    QCOMPARE(classes(other), 5.0F);
  QVERIFY(classes.knows(8) && !classes.knows(7));
  QVERIFY(std::isnan(classes(std::nanf(""))));
  const ClassValues mean = meanOf({&classes, nullptr});
  QCOMPARE(mean.values, classes.values);
  const ClassValues second{{8, 11}, {0, 1}, 15};
  const ClassValues both = meanOf({&classes, &second});
  QCOMPARE(both.codes, (std::vector<float>{-1, 3.5F, 8, 11}));
  QCOMPARE(both.values, (std::vector<float>{12.5F, 17.5F, 15, 3}));
  QCOMPARE(both.other, 10.0F);
  QVERIFY(meanOf({nullptr}).codes.empty());
}

void TestCodedModels::tablesFollowTheOrder() {
  const ClassEncoding encoding = tables(1);
  QVERIFY(encoding.of(0) == nullptr && encoding.of(2) == nullptr && encoding.of(4) == nullptr);
  const ClassEncoding ordered = encoding.inOrder({3, 0, 1, 2, 4});
  QCOMPARE(ordered.layers().size(), std::size_t{2});
  QCOMPARE(ordered.of(0)->values, encoding.of(3)->values);
  QCOMPARE(ordered.of(2)->values, encoding.of(1)->values);
  QVERIFY(ordered.of(1) == nullptr && ordered.of(3) == nullptr);
}

// What a table says in place of the codes shifts the logit of one member and not of the other.
void TestCodedModels::membersHaveTheirOwnTables() {
  const Case made = networks(1);
  const ClassValues mean = made.model->classes(3);
  QCOMPARE(mean.codes, codes);
  for (std::size_t k = 0; k < codes.size(); ++k)
    QCOMPARE(mean.values[k], (made.encodings[0].of(3)->values[k] + made.encodings[1].of(3)->values[k]) / 2);
  QVERIFY(made.model->classes(0).codes.empty());
  QVERIFY(made.plain[0]->classes(3).codes.empty());
  QCOMPARE(made.model->member(1)->classes(3).values, made.encodings[1].of(3)->values);
}

void TestCodedModels::rowsAndBlocks_data() {
  kinds(QStringList{"network", "network with channels", "windowed network", "windowed network with channels",
                    "regression", "forest", "boosting"} +
        takingHoles);
}

void TestCodedModels::rowsAndBlocks() {
  QFETCH(QString, kind);
  const Case made = caseOf(kind);
  const InputLayout layout = made.model->layout();
  FloatMatrix rows = codedRows(40, layout, 5);
  punch(*made.model, rows);
  verifyAlike("rows", logitsOf(*made.model->predictor(), rows), expectedLogits(made, rows));
  if (const auto* network = dynamic_cast<const NetworkModel*>(made.model.get()))
    verifyAlike("LibTorch", logitsOf(*modelBackend().reference(*network), rows), expectedLogits(made, rows));
  constexpr int height = 4;
  constexpr int width = 6;
  const int windowedWidth = width + layout.window - 1;
  const int cells = windowedWidth * (height + layout.window - 1);
  FloatMatrix block(features, cells);
  const FloatMatrix drawn = codedRows(cells, {features, 1}, 6);
  block = drawn.transpose();
  punch(*made.model, block);
  FloatMatrix windows(height * width, static_cast<Eigen::Index>(layout.columns()));
  for (int cell = 0; cell < height * width; ++cell)
    for (std::size_t feature = 0; feature < layout.features; ++feature)
      for (int y = 0; y < layout.window; ++y)
        for (int x = 0; x < layout.window; ++x)
          windows(cell, static_cast<Eigen::Index>(layout.at(feature, y, x))) = block(
              static_cast<Eigen::Index>(feature), (cell / width + y) * windowedWidth + cell % width + x);
  std::vector<float> found(height * width);
  made.model->blockLogits()(block.data(), height, width, found.data());
  verifyAlike("blocks", found, expectedLogits(made, windows));
}

void TestCodedModels::shapleyValues_data() {
  kinds(QStringList{"network", "network with channels", "regression", "forest", "boosting"} + takingHoles);
}

// The game of each kind against that of mixed rows of codes; in log-odds the members' values add up.
void TestCodedModels::shapleyValues() {
  QFETCH(QString, kind);
  const Case made = caseOf(kind);
  const InputLayout layout = made.model->layout();
  FloatMatrix background = codedRows(9, layout, 7);
  FloatMatrix samples = codedRows(4, layout, 8);
  punch(*made.model, background);
  punch(*made.model, samples);
  const Players players = Players::blocks(features, layout.cells());
  for (const OutputSpace space : {OutputSpace::Logit, OutputSpace::Probability}) {
    const GameMaker fast = made.model->game(background, players, space);
    const std::shared_ptr<const Predictor> predictor = made.model->predictor();
    const GameMaker plain = predictorGame(predictor, background, players, space);
    const auto explained = [&](const GameMaker& game) {
      return exactShapley(game, *predictor, samples, background, space, 1, Progress());
    };
    const auto values = [](const Matrix& found) {
      return std::vector<float>(found.data(), found.data() + found.size());
    };
    const ShapleyValues found = explained(fast);
    verifyAlike("Shapley values", values(found.values), values(explained(plain).values));
    const std::vector<float> logits = expectedLogits(made, samples);
    for (std::size_t i = 0; i < logits.size(); ++i) {
      const double prediction = space == OutputSpace::Logit ? static_cast<double>(logits[i])
                                                            : sigmoid(static_cast<double>(logits[i]));
      QVERIFY(std::abs(found.baseValue + found.values.row(static_cast<Eigen::Index>(i)).sum() - prediction) <
              2e-5 * std::max(1.0, std::abs(prediction)));
    }
  }
}

void TestCodedModels::curves_data() {
  kinds(QStringList{"network", "network with channels", "windowed network", "windowed network with channels",
                    "regression", "forest", "boosting"} +
        takingHoles);
}

void TestCodedModels::curves() {
  QFETCH(QString, kind);
  const Case made = caseOf(kind);
  const InputLayout layout = made.model->layout();
  const FloatMatrix rows = codedRows(6, layout, 9);
  std::vector<double> grid{2, 5, 7, 9, 40};
  if (made.model->takesMissing())
    grid.push_back(std::numeric_limits<double>::quiet_NaN());
  for (const std::size_t feature : {std::size_t{0}, std::size_t{1}, std::size_t{3}}) {
    FloatMatrix found;
    made.model->curves()->follow(rows, feature, grid, found, nullptr);
    for (std::size_t k = 0; k < grid.size(); ++k) {
      FloatMatrix moved = rows;
      setPlayer(moved, layout.features, feature, grid[k]);
      std::vector<float> curve;
      for (Eigen::Index i = 0; i < rows.rows(); ++i)
        curve.push_back(found(i, static_cast<Eigen::Index>(k)));
      verifyAlike("curves", curve, expectedLogits(made, moved));
    }
  }
}

// Between two classes there is nothing: slopes are 0, and those of other features as they were. Those by what
// stands for the codes are the members' own.
void TestCodedModels::codesHaveNoSlopes() {
  for (const char* kind : {"network", "windowed network", "regression"}) {
    const Case made = caseOf(QString::fromLatin1(kind));
    const InputLayout layout = made.model->layout();
    const FloatMatrix rows = codedRows(5, layout, 10);
    const Matrix found = made.model->gradient()(rows);
    Matrix expected = Matrix::Zero(found.rows(), found.cols());
    for (std::size_t m = 0; m < 2; ++m)
      expected += made.plain[m]->gradient()(byHand(rows, made.encodings[m], layout.cells())) / 2;
    QVERIFY2((made.model->encodedGradient()(rows) - expected).cwiseAbs().maxCoeff() < 1e-5, kind);
    QVERIFY2(layout.windowsOf(expected, coded[0]).cwiseAbs().maxCoeff() > 1e-3, kind);
    for (const int feature : coded)
      layout.windowsOf(expected, static_cast<std::size_t>(feature)).setZero();
    QVERIFY2((found - expected).cwiseAbs().maxCoeff() < 1e-5, kind);
    QVERIFY2(expected.cwiseAbs().maxCoeff() > 1e-3, kind);
  }
  const Case made = networks(1);
  FloatMatrix logits;
  FloatMatrix slopes;
  made.model->curves()->follow(codedRows(3, made.model->layout(), 11), 1, {2, 5, 9}, logits, &slopes);
  QVERIFY(slopes.isZero(0));
  QVERIFY(logits.col(0) != logits.col(1));
}

void TestCodedModels::filesKeepTables_data() {
  kinds(QStringList{"network", "network with channels", "windowed network", "windowed network with channels",
                    "regression", "forest", "boosting"} +
        takingHoles);
}

void TestCodedModels::filesKeepTables() {
  QFETCH(QString, kind);
  const QTemporaryDir folder;
  const Case made = caseOf(kind);
  made.model->background = codedRows(3, made.model->layout(), 12);
  const auto saved = [&](const Model& model, const QString& name) {
    modelBackend().save(model, folder.filePath(name).toStdString());
    QFile file(folder.filePath(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
  };
  const QByteArray bytes = saved(*made.model, "model.pt");
  QVERIFY(bytes.contains("\"format_version\": 3"));
  const std::unique_ptr<Model> back = modelBackend().load(folder.filePath("model.pt").toStdString());
  FloatMatrix rows = codedRows(30, made.model->layout(), 13);
  punch(*made.model, rows);
  QCOMPARE(logitsOf(*back->predictor(), rows), logitsOf(*made.model->predictor(), rows));
  for (const int feature : coded)
    QCOMPARE(back->classes(static_cast<std::size_t>(feature)).values,
             made.model->classes(static_cast<std::size_t>(feature)).values);
  QCOMPARE(back->fills(), made.model->fills());
  QVERIFY(saved(*back, "again.pt") == bytes);
}

// Files of models without classes are what they were, for older versions too.
void TestCodedModels::filesWithoutTablesHaveNoWordOfThem() {
  const QTemporaryDir folder;
  for (const char* kind : {"network", "regression", "forest"}) {
    const Case made = caseOf(QString::fromLatin1(kind));
    const QString path = folder.filePath("plain.pt");
    modelBackend().save(*made.plain[0], path.toStdString());
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    QVERIFY(!bytes.contains("\"classes\"") && !bytes.contains("code_values"));
    QVERIFY(
        bytes.contains(kind == QLatin1String("network") ? "\"format_version\": 1" : "\"format_version\": 2"));
  }
}

void TestCodedModels::whatFillsACodeIsACode_data() {
  kinds(takingHoles);
}

// Holes and what fills() puts there are the same to a member that does not see presence; of members that take
// a missing code for different ones, the lowest of the equally frequent is told.
void TestCodedModels::whatFillsACodeIsACode() {
  QFETCH(QString, kind);
  const Case made = caseOf(kind);
  QVERIFY(made.model->takesMissing());
  const bool isLearnt = kind.startsWith("learning");
  QCOMPARE(made.model->seesPresence(), isLearnt);
  const InputLayout layout = made.model->layout();
  FloatMatrix rows = codedRows(30, layout, 14);
  punch(*made.model, rows);
  for (std::size_t m = 0; m < made.model->memberCount(); ++m) {
    const std::unique_ptr<Model> member = made.model->member(m);
    const std::vector<float> fills = member->fills();
    for (const int feature : coded)
      QCOMPARE(fills[static_cast<std::size_t>(feature)], fillOf(m));
    FloatMatrix filled = rows;
    for (Eigen::Index i = 0; i < filled.rows(); ++i)
      for (Eigen::Index column = 0; column < filled.cols(); ++column)
        if (std::isnan(filled(i, column)))
          filled(i, column) = fills[static_cast<std::size_t>(column) / layout.cells()];
    const std::vector<float> ofHoles = logitsOf(*member->predictor(), rows);
    const std::vector<float> ofFilled = logitsOf(*member->predictor(), filled);
    if (isLearnt)
      QVERIFY(ofHoles != ofFilled);
    else
      verifyAlike("filled", ofHoles, ofFilled);
  }
  QCOMPARE(made.model->fills()[1], fillOf(0));
}

void TestCodedModels::missingIsNotUnseen_data() {
  kinds(takingHoles);
}

void TestCodedModels::missingIsNotUnseen() {
  QFETCH(QString, kind);
  const Case made = caseOf(kind);
  const InputLayout layout = made.model->layout();
  const FloatMatrix rows = codedRows(30, layout, 15);
  const auto logitsAt = [&](float code) {
    FloatMatrix moved = rows;
    for (const int feature : coded)
      layout.windowsOf(moved, static_cast<std::size_t>(feature)).setConstant(code);
    return logitsOf(*made.model->predictor(), moved);
  };
  QVERIFY(logitsAt(std::nanf("")) != logitsAt(7));
  verifyAlike("unseen", logitsAt(7), logitsAt(1000));
}

QTEST_GUILESS_MAIN(TestCodedModels)
#include "test_coded_models.moc"
