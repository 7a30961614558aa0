#include "engine/core/error.h"
#include "engine/network/backend.h"
#include "engine/torch/zip_records.h"
#include "tests/engine/network/loaded_network.h"
#include "tests/engine/network/random_model.h"
#include "tests/fuzz/archive_bytes.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <limits>
#include <sstream>
#include <string>
#include <sys/resource.h>
#include <utility>
#include <vector>
#include <zlib.h>

using namespace prospectivity;

/// Model files that somebody made on purpose: they get the sentence of any damaged file, and neither memory
/// nor a call. Their checksums are right, so that each is refused for what it holds.
class TestHostileModel : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void theRebuiltFileIsRead();
  void theCodeInsideIsNotLookedAt();
  void hostileFilesGetOneSentence_data();
  void hostileFilesGetOneSentence();

 private:
  std::string path(const char* name) const { return (mFolder.path() + "/" + name).toStdString(); }
  QString refusalOf(const std::string& bytes) const;
  std::vector<ArchiveRecord> with(const std::string& name, const std::string& bytes) const;
  std::string described(const std::function<void(nlohmann::json&)>& change) const;
  std::string pickled(const std::string& pickle) const;
  std::string encoded(const std::function<void(nlohmann::json&)>& change);

  QTemporaryDir mFolder;
  std::vector<ArchiveRecord> mRecords; ///< of a file that is whole
};

namespace {

constexpr long mostMemory = 64L << 20;

NetworkShape smallShape() {
  NetworkShape shape;
  shape.features = 3;
  shape.filters = {2};
  return shape;
}

long peakMemory() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss * 1024L;
}

std::string bytesOf(const std::string& path) {
  QFile file(QString::fromStdString(path));
  return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

/// Pickles, opcode by opcode as LibTorch writes them.
std::string textOf(const std::string& text) {
  return std::string("X") + static_cast<char>(text.size()) + std::string(3, '\0') + text;
}

std::string numberOf(std::int64_t number) {
  std::string text("\x8a\x08", 2);
  for (int i = 0; i < 8; ++i)
    text += static_cast<char>(static_cast<std::uint64_t>(number) >> (8 * i) & 0xFF);
  return text;
}

std::string tupleOf(const std::vector<std::string>& parts) {
  std::string text = "(";
  for (const std::string& part : parts)
    text += part;
  return text + "t";
}

struct Claim {
  std::int64_t size;
  std::int64_t stride;
};

std::string tensorOf(const std::string& record, std::int64_t held, std::int64_t offset,
                     const std::vector<Claim>& dimensions) {
  std::vector<std::string> sizes;
  std::vector<std::string> strides;
  for (const Claim& dimension : dimensions) {
    sizes.push_back(numberOf(dimension.size));
    strides.push_back(numberOf(dimension.stride));
  }
  const std::string storage =
      tupleOf({textOf("storage"), "ctorch\nFloatStorage\n", textOf(record), textOf("cpu"), numberOf(held)}) +
      "Q";
  return "ctorch._utils\n_rebuild_tensor_v2\n" +
         tupleOf({storage, numberOf(offset), tupleOf(sizes), tupleOf(strides), "\x89", "N"}) + "R";
}

std::string moduleOf(const std::string& attributes) {
  return "\x80\x02"
         "c__torch__\nProspectivityModel\n)\x81}(" +
         attributes + "ub.";
}

/// The weights of smallShape(), of which one is another.
std::string weightsWith(const std::string& name, const std::string& tensor) {
  const std::vector<std::pair<std::string, std::string>> weights{
      {"m0_conv0_weight", tensorOf("0", 6, 0, {{2, 3}, {1, 3}, {3, 1}})},
      {"m0_conv0_bias", tensorOf("1", 2, 0, {{2, 1}})},
      {"m0_dense0_weight", tensorOf("2", 6, 0, {{1, 6}, {6, 1}})},
      {"m0_dense0_bias", tensorOf("3", 1, 0, {{1, 1}})}};
  std::string attributes;
  for (const auto& [weight, whole] : weights)
    attributes += textOf(weight) + (weight == name ? tensor : whole);
  return moduleOf(attributes);
}

} // namespace

void TestHostileModel::initTestCase() {
  modelBackend().save(randomModel(smallShape(), 1, 3), path("whole.pt"));
  std::istringstream file(bytesOf(path("whole.pt")));
  ZipRecords records(file);
  for (const char* name : {"extra/prospectivity.json", "data.pkl", "data/0", "data/1", "data/2", "data/3"})
    mRecords.emplace_back(name, records.read(name));
}

QString TestHostileModel::refusalOf(const std::string& bytes) const {
  QFile file(QString::fromStdString(path("hostile.pt")));
  if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) ||
      file.write(bytes.data(), static_cast<qint64>(bytes.size())) != static_cast<qint64>(bytes.size()))
    return QStringLiteral("the file was not written");
  file.close();
  try {
    modelBackend().load(path("hostile.pt"));
  } catch (const Error& error) {
    return QString::fromUtf8(error.what());
  }
  return QString();
}

/// The records of the whole file, one of them another.
std::vector<ArchiveRecord> TestHostileModel::with(const std::string& name, const std::string& bytes) const {
  std::vector<ArchiveRecord> records = mRecords;
  for (ArchiveRecord& record : records)
    if (record.first == name)
      record.second = bytes;
  return records;
}

std::string TestHostileModel::described(const std::function<void(nlohmann::json&)>& change) const {
  nlohmann::json description = nlohmann::json::parse(mRecords.front().second);
  change(description);
  return archiveBytes(with("extra/prospectivity.json", description.dump()));
}

std::string TestHostileModel::pickled(const std::string& pickle) const {
  return archiveBytes(with("data.pkl", pickle));
}

/// A file of a network with channels that somebody changed, under the checksum of what it then holds.
std::string TestHostileModel::encoded(const std::function<void(nlohmann::json&)>& change) {
  NetworkShape shape = smallShape();
  shape.thresholds = 2;
  shape.hasPresence = true;
  NetworkModel model = randomModel(shape, 1, 3);
  model.members[0].channels.features = {{{0, 1, 2}, 1}, {{-1, 1}, 0}, {{}, 3}};
  modelBackend().save(model, path("encoded.pt"));
  std::istringstream file(bytesOf(path("encoded.pt")));
  ZipRecords archive(file);
  std::vector<ArchiveRecord> records;
  for (const ArchiveRecord& record : mRecords)
    records.emplace_back(record.first, archive.read(record.first));
  nlohmann::json description = nlohmann::json::parse(records.front().second);
  nlohmann::json& channels = description["members"][0]["channels"];
  change(channels);
  uLong sum = crc32(0, nullptr, 0);
  const auto add = [&](const std::vector<float>& values) {
    if (!values.empty())
      sum = crc32(sum, reinterpret_cast<const Bytef*>(values.data()),
                  static_cast<uInt>(values.size() * sizeof(float)));
  };
  for (const NetworkLayer& layer : model.members[0].network.layers) {
    add(layer.weight);
    add(layer.bias);
  }
  for (std::size_t j = 0; j < std::min(channels["knots"].size(), channels["fill"].size()); ++j) {
    auto values = channels["knots"][j].get<std::vector<float>>();
    values.push_back(channels["fill"][j].get<float>());
    add(values);
  }
  description["weights_crc32"] = static_cast<std::uint32_t>(sum);
  records.front().second = description.dump();
  return archiveBytes(records);
}

/// What the refusals below rest on: nothing but the hostile part is wrong.
void TestHostileModel::theRebuiltFileIsRead() {
  QCOMPARE(refusalOf(archiveBytes(mRecords)), QString());
  QCOMPARE(refusalOf(encoded([](nlohmann::json&) {})), QString());
  QCOMPARE(refusalOf(encoded([](nlohmann::json& channels) {
             channels["knots"][1] = {-1, 0, 1};
           })),
           QString());
  QCOMPARE(refusalOf(pickled(weightsWith("", ""))), QString());
  QCOMPARE(refusalOf(described([](nlohmann::json&) {})), QString());
  QCOMPARE(refusalOf(described([](nlohmann::json& description) {
             description["members"][0]["scaling"]["classes"] = {
                 {{"feature", 1}, {"codes", {1, 2}}, {"values", {0.5, -0.5}}, {"other", 0}}};
           })),
           QString());
}

void TestHostileModel::theCodeInsideIsNotLookedAt() {
  std::vector<ArchiveRecord> records = mRecords;
  records.emplace_back("code/__torch__.py", "class ProspectivityModel(Module):\n"
                                            "  def __setstate__(self, state: Any) -> None:\n"
                                            "    raise Exception(\"this ran\")\n");
  records.emplace_back("constants.pkl", "cos\nsystem\n(X\4\0\0\0exittR.");
  QCOMPARE(refusalOf(archiveBytes(records)), QString());
}

void TestHostileModel::hostileFilesGetOneSentence_data() {
  QTest::addColumn<QByteArray>("bytes");
  const auto row = [](const char* name, const std::string& bytes) {
    QTest::newRow(name) << QByteArray::fromStdString(bytes);
  };
  const auto architecture = [&](const char* name, const char* key, const nlohmann::json& value) {
    row(name, described([&](nlohmann::json& description) {
          description["members"][0]["architecture"][key] = value;
        }));
  };
  architecture("10^9 units", "dense", {1000000000});
  architecture("10^9 units twice", "dense", {1000000000, 1000000000});
  architecture("10^9 filters", "filters", {1000000000});
  architecture("10^6 layers", "filters", std::vector<int>(1000000, 1));
  architecture("filters beyond an int", "filters", {4294967298});
  architecture("filters that are no whole number", "filters", {1e300});
  architecture("a window of 10^9 cells", "window", 999999999);
  architecture("a kernel of 2^31 - 1", "kernel", 2147483647);
  architecture("a part of the network that a later version adds", "dilation", 2);
  const nlohmann::json table{{"feature", 1}, {"codes", {1, 2}}, {"values", {0.5, -0.5}}, {"other", 0}};
  const auto classes = [&](const char* name, const std::function<void(nlohmann::json&)>& change) {
    nlohmann::json tables = nlohmann::json::array({table});
    change(tables);
    row(name, described([&](nlohmann::json& description) {
          description["members"][0]["scaling"]["classes"] = tables;
        }));
  };
  classes("classes of a feature that is not there", [](nlohmann::json& tables) { tables[0]["feature"] = 3; });
  classes("classes of feature -1", [](nlohmann::json& tables) { tables[0]["feature"] = -1; });
  classes("a feature with two tables", [](nlohmann::json& tables) { tables.push_back(tables[0]); });
  classes("10^5 tables of one feature",
          [](nlohmann::json& tables) { tables = nlohmann::json(100000, tables[0]); });
  classes("tables that are none", [](nlohmann::json& tables) { tables = nlohmann::json::array(); });
  classes("fewer numbers than codes", [](nlohmann::json& tables) { tables[0]["values"].erase(0); });
  classes("a table without codes", [](nlohmann::json& tables) {
    tables[0]["codes"].clear();
    tables[0]["values"].clear();
  });
  classes("codes that fall", [](nlohmann::json& tables) { tables[0]["codes"] = {2, 1}; });
  classes("a code twice", [](nlohmann::json& tables) { tables[0]["codes"] = {2, 2}; });
  classes("log-odds beyond all numbers", [](nlohmann::json& tables) { tables[0]["values"] = {1e300, 0}; });
  classes("other classes without end", [](nlohmann::json& tables) { tables[0]["other"] = 1e300; });
  architecture("thresholds without end", "thresholds", 2147483647);
  architecture("thresholds below none", "thresholds", -1);
  architecture("presence that says no", "presence", false);
  architecture("fills that say no", "fill", false);
  architecture("fills that nothing stands for", "fill", true);
  row("channels without their knots", encoded([](nlohmann::json& channels) { channels["knots"].clear(); }));
  row("channels of fewer features", encoded([](nlohmann::json& channels) {
        channels["knots"].erase(2);
        channels["fill"].erase(2);
      }));
  row("knots that fall", encoded([](nlohmann::json& channels) { channels["knots"][0] = {0, 2, 1}; }));
  row("knots that stand", encoded([](nlohmann::json& channels) { channels["knots"][0] = {0, 0, 1}; }));
  row("knots beyond a float", encoded([](nlohmann::json& channels) {
        channels["knots"][0] = {0, 1, 1e300};
      }));
  row("more bins than channels", encoded([](nlohmann::json& channels) {
        channels["knots"][0] = {0, 1, 2, 3};
      }));
  row("a fill beyond a float", encoded([](nlohmann::json& channels) { channels["fill"][0] = 1e300; }));
  row("members without end", described([](nlohmann::json& description) {
        for (int i = 0; i < 10; ++i) {
          const nlohmann::json members = description["members"];
          description["members"].insert(description["members"].end(), members.begin(), members.end());
        }
      }));
  row("a description nested 10^6 times",
      archiveBytes(with("extra/prospectivity.json", std::string(1000000, '[') + std::string(1000000, ']'))));
  row("a record nested 10^6 times",
      archiveBytes(with("extra/prospectivity.json",
                        "{\"record\":" + std::string(1000000, '[') + std::string(1000000, ']') + "}")));
  row("10^5 rows without values", described([](nlohmann::json& description) {
        description["background"] = nlohmann::json(100000, nlohmann::json::array());
      }));
  row("no features", described([](nlohmann::json& description) { description["features"].clear(); }));
  row("a record that is none",
      described([](nlohmann::json& description) { description["record"] = "text"; }));
  const auto recorded = [&](const char* name, const char* pointer, const nlohmann::json& value) {
    row(name, described([&](nlohmann::json& description) {
          description["record"][nlohmann::json::json_pointer(pointer)] = value;
        }));
  };
  const nlohmann::json nothings(100000, nlohmann::json::object());
  recorded("a seed that is none", "/seed", -1);
  recorded("a number that is a text", "/metrics/network/mean/auc", "high");
  recorded("10^5 folds that say nothing", "/split/folds", nothings);
  recorded("10^5 rows that say nothing", "/metrics/rows", nothings);
  recorded("10^5 histories that say nothing", "/history/folds", nothings);
  recorded("a fold below any number", "/split/folds",
           nlohmann::json::array({{{"repeat", 1}, {"fold", std::numeric_limits<int>::min()}}}));

  row("a tensor of 4 * 10^18 values",
      pickled(
          weightsWith("m0_dense0_weight", tensorOf("2", 6, 0, {{2000000000, 2000000000}, {2000000000, 1}}))));
  row("a tensor whose values are one",
      pickled(weightsWith("m0_dense0_weight", tensorOf("2", 6, 0, {{1, 0}, {6, 0}}))));
  row("a storage longer than its record",
      pickled(weightsWith("m0_dense0_weight", tensorOf("2", 1000000000000, 0, {{1, 6}, {6, 1}}))));
  row("values beyond the storage",
      pickled(weightsWith("m0_dense0_weight", tensorOf("2", 6, 5, {{1, 6}, {6, 1}}))));
  row("values before the storage",
      pickled(weightsWith("m0_dense0_weight", tensorOf("2", 6, -1, {{1, 6}, {6, 1}}))));
  row("two tensors of one storage",
      pickled(weightsWith("m0_dense0_weight", tensorOf("0", 6, 0, {{1, 6}, {6, 1}}))));
  row("a tensor that is not there",
      pickled(weightsWith("m0_dense0_weight", tensorOf("9", 6, 0, {{1, 6}, {6, 1}}))));
  row("a command", pickled("cos\nsystem\n(" + textOf("touch " + path("ran")) + "tR."));
  row("a command as a weight",
      pickled(weightsWith("m0_dense0_weight", "cos\nsystem\n(" + textOf("touch " + path("ran")) + "tR")));
  row("a list that holds itself", pickled("]q\1h\1a."));
  row("attributes that hold themselves",
      pickled(moduleOf(textOf("m0_conv0_weight") + "}q\1" + textOf("x") + "h\1s")));
  row("a pickle that takes what is not there", pickled("R."));
  row("a pickle without an end", pickled("(((("));
  row("a pickle of 10^6 and more empty lists", pickled(std::string(2000000, ']')));

  std::vector<ArchiveRecord> last = mRecords;
  row("a record of 4 GB by its own word", archiveBytes(last, 4294967290U));
  std::string compressed = archiveBytes(mRecords);
  compressed[compressed.find("PK\1\2") + 10] = 8;
  row("a compressed record", compressed);
  std::string shared = archiveBytes(mRecords);
  const std::size_t second = shared.find("PK\1\2", shared.find("PK\1\2") + 1);
  shared.replace(second + 42, 4, std::string(4, '\0'));
  row("two records of the same bytes", shared);
  NetworkShape windowed = smallShape();
  windowed.window = 5;
  NetworkModel mixed = randomModel(smallShape(), 1, 3);
  mixed.members.push_back(randomModel(windowed, 1, 3).members.front());
  modelBackend().save(mixed, path("mixed.pt"));
  row("members of different windows", bytesOf(path("mixed.pt")));
}

void TestHostileModel::hostileFilesGetOneSentence() {
  QFETCH(QByteArray, bytes);
  const long before = peakMemory();
  QCOMPARE(
      refusalOf(bytes.toStdString()),
      "The file " + mFolder.path() +
          "/hostile.pt is not a model of Prospectivity Lens, or is damaged: choose a .pt file written by "
          "Train CNN.");
  QVERIFY2(peakMemory() - before < mostMemory + 40L * bytes.size(),
           "a file took memory that it does not hold");
  QVERIFY(!QFile::exists(QString::fromStdString(path("ran"))));
}

QTEST_GUILESS_MAIN(TestHostileModel)
#include "test_hostile_model.moc"
