#include "engine/core/error.h"
#include "engine/network/backend.h"
#include "tests/engine/network/loaded_network.h"
#include "tests/engine/network/random_model.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <cmath>

using namespace prospectivity;

/// The model file: what is written comes back, the bytes depend on the model alone, and a file that is no
/// model gets one sentence.
class TestModelFile : public QObject {
  Q_OBJECT

 private slots:
  void whatIsWrittenComesBack_data();
  void whatIsWrittenComesBack();
  void aFileWithoutTrainingSamplesIsRead();
  void bytesDoNotDependOnTheFileName();
  void networksThatSeeValuesAloneSayNothingOfChannels();
  void brokenFilesGetOneSentence_data();
  void brokenFilesGetOneSentence();
  void aFileCutAnywhereGetsOneSentence();
  void aFolderThatCannotBeWrittenGetsOneSentence();

 private:
  std::string path(const char* name) const { return (mFolder.path() + "/" + name).toStdString(); }
  QByteArray written(const NetworkModel& model, const char* name) const {
    modelBackend().save(model, path(name));
    QFile file(QString::fromStdString(path(name)));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
  }
  QTemporaryDir mFolder;
};

namespace {
NetworkShape shapeOf(Pooling pooling, std::vector<int> dense) {
  NetworkShape shape;
  shape.features = 7;
  shape.filters = {4, 6};
  shape.pooling = pooling;
  shape.dense = std::move(dense);
  return shape;
}

std::vector<float> logitsOf(const NetworkModel& model, const FloatMatrix& rows) {
  std::vector<float> logits(static_cast<std::size_t>(rows.rows()));
  modelBackend().reference(model)->logits(rows.data(), logits.size(), logits.data());
  return logits;
}
/// In every value; a missing one (NaN) equals a missing one.
bool areSame(const FloatMatrix& a, const FloatMatrix& b) {
  if (a.rows() != b.rows() || a.cols() != b.cols())
    return false;
  for (Eigen::Index i = 0; i < a.size(); ++i)
    if (a.data()[i] != b.data()[i] && !(std::isnan(a.data()[i]) && std::isnan(b.data()[i])))
      return false;
  return true;
}

} // namespace

void TestModelFile::whatIsWrittenComesBack_data() {
  QTest::addColumn<int>("pooling");
  QTest::addColumn<int>("dense");
  QTest::addColumn<int>("members");
  QTest::addColumn<int>("window");
  QTest::addColumn<int>("thresholds");
  QTest::addColumn<bool>("presence");
  QTest::addColumn<bool>("fills");
  QTest::newRow("linear head") << 0 << 0 << 1 << 1 << 0 << false << false;
  QTest::newRow("max pooling, a dense layer") << 1 << 5 << 1 << 1 << 0 << false << false;
  QTest::newRow("average pooling, three members") << 2 << 0 << 3 << 1 << 0 << false << false;
  QTest::newRow("windowed, max pooling") << 1 << 0 << 2 << 9 << 0 << false << false;
  QTest::newRow("windowed, average pooling, a dense layer") << 2 << 5 << 1 << 7 << 0 << false << false;
  QTest::newRow("thresholds") << 1 << 0 << 2 << 1 << 8 << false << false;
  QTest::newRow("presence") << 0 << 0 << 1 << 1 << 0 << true << false;
  QTest::newRow("thresholds and presence, windowed") << 1 << 5 << 2 << 9 << 3 << true << false;
  QTest::newRow("fills") << 0 << 0 << 2 << 1 << 0 << false << true;
  QTest::newRow("thresholds and fills") << 0 << 0 << 1 << 1 << 4 << false << true;
  QTest::newRow("fills, windowed") << 1 << 0 << 2 << 9 << 0 << false << true;
}

void TestModelFile::whatIsWrittenComesBack() {
  QFETCH(int, pooling);
  QFETCH(int, dense);
  QFETCH(int, members);
  QFETCH(int, window);
  QFETCH(int, thresholds);
  QFETCH(bool, presence);
  QFETCH(bool, fills);
  const std::vector<int> layers = dense > 0 ? std::vector<int>{dense} : std::vector<int>{};
  NetworkShape shape = shapeOf(static_cast<Pooling>(pooling), layers);
  shape.window = window;
  shape.thresholds = thresholds;
  shape.hasPresence = presence;
  shape.fillsMissing = fills;
  NetworkModel model = randomModel(shape, members, 5);
  if (presence)
    model.members.back().channels.features[1].tellsPresence = false;
  model.training = {randomRows(4, shape.features, 8), {2, 0, -1, 1}};
  if (model.takesMissing()) {
    model.training.values = rowsWithHoles(4, shape.features, 8);
    model.background = rowsWithHoles(3, shape.inputs(), 9);
    QVERIFY(model.training.values.hasNaN() && model.background.hasNaN());
  }
  model.descriptions.resize(model.features.size());
  model.descriptions[1] = {FeatureKind::Quantity, "ppm", "log 0"};
  model.descriptions[2].kind = FeatureKind::Codes;
  model.descriptions[2].classes = {{1, "granite; coarse"}, {7, "slate"}};
  modelBackend().save(model, path("model.pt"));
  const NetworkModel back = loadNetwork(path("model.pt"));
  QCOMPARE(back.features, model.features);
  QCOMPARE(back.members.size(), model.members.size());
  QCOMPARE(back.members.back().order, model.members.back().order);
  QCOMPARE(back.members.back().scaling.scale, model.members.back().scaling.scale);
  QCOMPARE(back.members.back().network.layers[1].weight, model.members.back().network.layers[1].weight);
  QCOMPARE(back.takesMissing(), presence || fills);
  QCOMPARE(back.members.back().network.shape.thresholds, thresholds);
  const std::vector<FeatureBins>& bins = model.members.back().channels.features;
  QCOMPARE(bins.size(), thresholds > 0 || presence || fills ? model.features.size() : std::size_t{0});
  QCOMPARE(back.members.back().channels.features.size(), bins.size());
  for (std::size_t j = 0; j < bins.size(); ++j) {
    QCOMPARE(back.members.back().channels.features[j].knots, bins[j].knots);
    QCOMPARE(back.members.back().channels.features[j].fill, bins[j].fill);
    QCOMPARE(back.members.back().channels.features[j].tellsPresence, !presence || j != 1);
  }
  QCOMPARE(back.descriptions.size(), model.features.size());
  for (std::size_t j = 0; j < model.features.size(); ++j) {
    QCOMPARE(back.descriptions[j].nature(), model.descriptions[j].nature());
    QCOMPARE(back.descriptions[j].transform, model.descriptions[j].transform);
    QVERIFY(back.descriptions[j].classes == model.descriptions[j].classes);
  }
  QVERIFY(areSame(back.background, model.background));
  QVERIFY(areSame(back.training.values, model.training.values));
  QCOMPARE(back.training.folds, model.training.folds);
  QVERIFY(back.record.seed == model.record.seed);
  const FloatMatrix rows =
      model.takesMissing() ? rowsWithHoles(50, shape.inputs(), 6) : randomRows(50, shape.inputs(), 6);
  QCOMPARE(logitsOf(back, rows), logitsOf(model, rows));
}

void TestModelFile::aFileWithoutTrainingSamplesIsRead() {
  modelBackend().save(randomModel(shapeOf(Pooling::Max, {}), 1, 5), path("older.pt"));
  const NetworkModel back = loadNetwork(path("older.pt"));
  QCOMPARE(back.training.values.rows(), Eigen::Index(0));
  QVERIFY(back.training.folds.empty());
  QVERIFY(back.descriptions.empty());
}

void TestModelFile::bytesDoNotDependOnTheFileName() {
  const NetworkModel model = randomModel(shapeOf(Pooling::Max, {}), 2, 7);
  const QByteArray first = written(model, "first.pt");
  QVERIFY(first.size() > 1000);
  QVERIFY(first == written(model, "another name.pt"));
  QVERIFY(first != written(randomModel(shapeOf(Pooling::Max, {}), 2, 8), "other.pt"));
}

// Their files are those of versions that knew no channels, and are read by them.
void TestModelFile::networksThatSeeValuesAloneSayNothingOfChannels() {
  NetworkShape shape = shapeOf(Pooling::Max, {});
  const QByteArray plain = written(randomModel(shape, 1, 7), "plain.pt");
  for (const char* word : {"thresholds", "presence", "channels", "m0_low", "m0_fill", "\"fill\""})
    QVERIFY2(!plain.contains(word), word);
  shape.thresholds = 2;
  const QByteArray encoded = written(randomModel(shape, 1, 7), "encoded.pt");
  for (const char* word : {"thresholds", "channels", "m0_low"})
    QVERIFY2(encoded.contains(word), word);
  // Nor do those that learnt of each feature what its absence means say more than they did.
  shape.hasPresence = true;
  NetworkModel taught = randomModel(shape, 1, 7);
  QVERIFY(!written(taught, "taught.pt").contains("m0_present"));
  taught.members.front().channels.features[1].tellsPresence = false;
  QVERIFY(written(taught, "untaught.pt").contains("m0_present"));
}

void TestModelFile::brokenFilesGetOneSentence_data() {
  QTest::addColumn<QByteArray>("bytes");
  QTest::addColumn<QString>("sentence");
  const QByteArray whole = written(randomModel(shapeOf(Pooling::Max, {}), 1, 9), "whole.pt");
  const QString noModel = "is not a model of Prospectivity Lens, or is damaged";
  QTest::newRow("empty") << QByteArray() << noModel;
  QTest::newRow("text") << QByteArray("W,Sn,label\n1,2,0\n") << noModel;
  QTest::newRow("cut in half") << whole.left(whole.size() / 2) << noModel;
  QTest::newRow("cut by one byte") << whole.left(whole.size() - 1) << noModel;
  // The weights are stored as they are in memory: change one of them.
  const NetworkModel model = loadNetwork(path("whole.pt"));
  const auto& weight = model.members[0].network.layers[1].weight;
  QByteArray changed = whole;
  const int at = changed.indexOf(QByteArray(reinterpret_cast<const char*>(weight.data()), 64));
  QVERIFY(at > 0);
  changed[at + 1] = static_cast<char>(changed[at + 1] ^ 1);
  QTest::newRow("one bit of a weight flipped") << changed << noModel;
}

void TestModelFile::brokenFilesGetOneSentence() {
  QFETCH(QByteArray, bytes);
  QFETCH(QString, sentence);
  QFile file(mFolder.path() + "/broken.pt");
  QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
  file.write(bytes);
  file.close();
  try {
    modelBackend().load(path("broken.pt"));
    QFAIL("a broken file was accepted");
  } catch (const Error& error) {
    QVERIFY2(QString(error.what()).contains(sentence), error.what());
    QVERIFY(QString(error.what()).contains("broken.pt"));
  }
}

// The archive keeps its list of contents at the end: a cut in it, in the record and in the weights are
// different mistakes to the library that reads it.
void TestModelFile::aFileCutAnywhereGetsOneSentence() {
  const QByteArray whole = written(randomModel(shapeOf(Pooling::Max, {}), 1, 9), "whole.pt");
  std::vector<int> lengths{1, 4};
  for (int i = 1; i < 64; ++i)
    lengths.push_back(static_cast<int>(whole.size() * qint64{i} / 64));
  for (int missing = 1; missing < 30; ++missing)
    lengths.push_back(whole.size() - missing);
  for (const int length : lengths) {
    QFile file(mFolder.path() + "/cut.pt");
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    QCOMPARE(file.write(whole.left(length)), qint64{length});
    file.close();
    QString sentence = "a file of " + QString::number(length) + " bytes was accepted";
    try {
      modelBackend().load(path("cut.pt"));
    } catch (const Error& error) {
      sentence = error.what();
    }
    QCOMPARE(sentence, "The file " + mFolder.path() +
                           "/cut.pt is not a model of Prospectivity Lens, or is damaged: choose a .pt file "
                           "written by Train CNN.");
  }
}

void TestModelFile::aFolderThatCannotBeWrittenGetsOneSentence() {
  const NetworkModel model = randomModel(shapeOf(Pooling::None, {}), 1, 1);
  QVERIFY_EXCEPTION_THROWN(modelBackend().save(model, path("missing/model.pt")), Error);
  QVERIFY_EXCEPTION_THROWN(modelBackend().load(path("missing.pt")), Error);
}

QTEST_GUILESS_MAIN(TestModelFile)
#include "test_model_file.moc"
