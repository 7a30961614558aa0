#include "engine/predict/range_shares.h"
#include "engine/predict/unknown_classes.h"
#include "engine/reference/weights_of_evidence_model.h"
#include "tests/engine/network/random_model.h"

#include <QtTest>

#include <cmath>
#include <memory>
#include <utility>

using namespace prospectivity;

/// Classes that no training sample had are told whichever way classes enter a model.
class TestUnknownClasses : public QObject {
  Q_OBJECT

 private slots:
  void everyWayOfClassesIsTold_data();
  void everyWayOfClassesIsTold();
  void nothingIsToldOfWhatIsNotKnown_data();
  void nothingIsToldOfWhatIsNotKnown();
  void countsOfPartsAddUp();
};

namespace {

const float none = std::nanf("");

NetworkModel networkOf(const std::vector<std::string>& features, const FloatMatrix& samples) {
  NetworkShape shape;
  shape.features = static_cast<int>(features.size());
  shape.filters = {3};
  NetworkModel model = randomModel(shape, 1, 5);
  model.features = features;
  model.training.values = samples;
  return model;
}

FloatMatrix rowsOf(std::initializer_list<std::initializer_list<float>> rows) {
  FloatMatrix result(static_cast<Eigen::Index>(rows.size()), static_cast<Eigen::Index>(rows.begin()->size()));
  Eigen::Index i = 0;
  for (const auto& row : rows) {
    Eigen::Index j = 0;
    for (const float value : row)
      result(i, j++) = value;
    ++i;
  }
  return result;
}

/// Codes 1, 3 and 9 of "rock", which the default takes as numbers.
std::shared_ptr<Model> numbers() {
  NetworkModel model = networkOf({"rock", "W"}, rowsOf({{1, 0}, {3, 1}, {9, 2}}));
  model.descriptions.resize(2);
  model.descriptions[0].kind = FeatureKind::Codes;
  return std::make_shared<NetworkModel>(model);
}

std::shared_ptr<Model> logOdds() {
  NetworkModel model = networkOf({"rock", "W"}, FloatMatrix());
  model.members[0].scaling.classes.add(0, {{1, 3, 9}, {-0.5F, 0.75F, 0}, 0.1F});
  return std::make_shared<NetworkModel>(model);
}

/// Two members, of which the first never met 9.
std::shared_ptr<Model> weights() {
  auto model = std::make_shared<WeightsOfEvidenceModel>();
  model->features = {"rock", "W"};
  for (const std::vector<float>& codes : {std::vector<float>{1, 3}, std::vector<float>{1, 3, 9}}) {
    EvidenceWeights member;
    member.layers.resize(2);
    member.layers[0].isCoded = true;
    member.layers[0].bounds = codes;
    member.layers[0].weights.assign(codes.size(), 0.5);
    member.layers[0].classes.resize(codes.size());
    member.layers[1].weights = {0};
    member.layers[1].classes.resize(1);
    model->members.push_back(member);
  }
  return model;
}

/// Bands "rock=1" and "rock=3", behind each other.
std::shared_ptr<Model> bands(const FloatMatrix& samples = rowsOf({{1, 0, 5}, {0, 1, 6}, {0, 1, 7}})) {
  return std::make_shared<NetworkModel>(networkOf({"rock=1", "rock=3", "W"}, samples));
}

QStringList told(const std::vector<Sentence>& doubts) {
  QStringList all;
  for (const Sentence& doubt : doubts)
    all << QString::fromStdString(doubt.text());
  return all;
}

std::shared_ptr<Model> modelOf(const QString& way) {
  if (way == "log-odds")
    return logOdds();
  if (way == "weights of evidence")
    return weights();
  if (way == "bands")
    return bands();
  if (way == "a sample had none")
    return bands(rowsOf({{1, 0, 5}, {0, 0, 6}, {0, 1, 7}}));
  if (way == "no samples of bands")
    return bands(FloatMatrix());
  std::shared_ptr<Model> model = numbers();
  if (way == "a quantity")
    model->descriptions[0].kind = FeatureKind::Quantity;
  if (way == "no samples in the file")
    model->training.values.resize(0, 0);
  return model;
}

/// As a map of as many cells as rows, of which the last lies outside of the mask.
void map(UnknownClasses& classes, const FloatMatrix& cells) {
  const FloatMatrix planes = cells.transpose();
  std::vector<float> outputs(static_cast<std::size_t>(cells.rows()), 0);
  outputs.back() = none;
  const Tile tile{0, 0, static_cast<int>(cells.rows()), 1};
  classes.counted([](const float*, const Tile&, float*) {})(planes.data(), tile, outputs.data());
}

} // namespace

void TestUnknownClasses::everyWayOfClassesIsTold_data() {
  QTest::addColumn<QString>("way");
  QTest::addColumn<QString>("taken");
  for (const auto& [way, taken] :
       {std::pair("log-odds", "the model takes it as it takes rare classes, and knows nothing of it."),
        std::pair("numbers", "the model takes its code for a number, and knows nothing of the class."),
        std::pair("weights of evidence", "the model gives it no weight, and knows nothing of it."),
        std::pair("bands", "to the model it is none of its classes, and it knows nothing of that.")})
    QTest::newRow(way) << QString(way) << QString(taken);
}

// A class between two known codes is as foreign as one beyond them; what is missing is no class.
void TestUnknownClasses::everyWayOfClassesIsTold() {
  QFETCH(QString, way);
  const std::shared_ptr<Model> model = modelOf(way);
  QFETCH(QString, taken);
  const bool hasBands = way == "bands";
  const FloatMatrix cells =
      hasBands ? rowsOf({{1, 0, 0}, {0, 0, 0}, {0, 1, 0}, {none, none, 0}, {0, 0, 0}, {1, 0, 0}, {0, 0, 0}})
               : rowsOf({{1, 0}, {2, 0}, {9, 0}, {none, 0}, {11, 0}, {3, 0}, {2, 0}});
  UnknownClasses classes(*model);
  map(classes, cells);
  const QString sentence = "The layer 'rock' is of a class that no training sample had in %1: " + taken;
  QCOMPARE(told(classes.doubts()), QStringList(sentence.arg("2 mapped cells (33.3 %)")));
  QCOMPARE(told(doubtsOfClasses(*model, cells.cast<double>())),
           QStringList(sentence.arg("3 samples (42.9 %)")));
  // Nor is it told as a number out of range.
  if (!hasBands)
    QVERIFY(rangeDoubts(*model, rowsOf({{90, 0}, {91, 0}, {92, 0}, {93, 0}})).empty());
}

void TestUnknownClasses::nothingIsToldOfWhatIsNotKnown_data() {
  QTest::addColumn<QString>("way");
  for (const char* way : {"a quantity", "no samples in the file", "a sample had none", "no samples of bands"})
    QTest::newRow(way) << QString(way);
}

void TestUnknownClasses::nothingIsToldOfWhatIsNotKnown() {
  QFETCH(QString, way);
  const std::shared_ptr<Model> model = modelOf(way);
  const FloatMatrix cells =
      FloatMatrix::Zero(4, static_cast<Eigen::Index>(model->features.size())); // code 0, no class
  UnknownClasses classes(*model);
  map(classes, cells);
  QVERIFY(classes.doubts().empty());
  QVERIFY(doubtsOfClasses(*model, cells.cast<double>()).empty());
}

void TestUnknownClasses::countsOfPartsAddUp() {
  const std::shared_ptr<Model> model = bands();
  UnknownClasses whole(*model);
  UnknownClasses part(*model);
  map(part, rowsOf({{0, 0, 0}, {1, 0, 0}, {0, 0, 0}}));
  QVERIFY(whole.add(part.counts()) && whole.add(part.counts()));
  QCOMPARE(whole.counts(), (std::vector<std::uint64_t>{4, 2}));
  QVERIFY(!whole.add({1}));
}

QTEST_APPLESS_MAIN(TestUnknownClasses)
#include "test_unknown_classes.moc"
