#include "engine/core/instruction_set.h"
#include "engine/network/backend.h"
#include "engine/train/computed_with.h"
#include "engine/train/model_record.h"

#include <QtTest>

#include <cblas.h>

using namespace prospectivity;

/// What a model's record says of the kernels that its numbers came from, held down here by the environment.
class TestComputedWith : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void theRecordNamesEveryKernel();
  void reportsSayTheSame();
};

void TestComputedWith::initTestCase() {
  qputenv("PROSPECTIVITY_INSTRUCTIONS", "baseline");
  qputenv("ATEN_CPU_CAPABILITY", "default");
}

void TestComputedWith::theRecordNamesEveryKernel() {
  const auto record = modelRecord(NetworkModel::networks(), {}, 1, "", {}, {}, {}, "1").at("computed_with");
  const auto text = [&](const char* key) {
    return QString::fromStdString(record.at(key).get<std::string>());
  };
  QCOMPARE(text("openblas_kernels"), QString(openblas_get_corename()));
  QVERIFY2(text("openblas").startsWith("OpenBLAS 0."), qPrintable(text("openblas")));
  QCOMPARE(text("engine_instructions"), QString("baseline"));
  QCOMPARE(text("training_library"), QString::fromStdString(modelBackend().version()));
#if defined(__x86_64__)
  const QStringList names{"NO AVX", "DEFAULT"}; // as LibTorch 1.13 and 2 say it
  QVERIFY2(names.contains(text("training_library_kernels")), qPrintable(text("training_library_kernels")));
#endif
}

void TestComputedWith::reportsSayTheSame() {
  QString page;
  const nlohmann::json record = jsonOf(computedWith());
  for (const auto& [name, value] : linesOf(computedWith()))
    page += QString::fromStdString(name + ": " + value + "\n");
  for (const auto& [key, value] : record.items())
    QVERIFY2(page.contains(QString::fromStdString(value.get<std::string>())), key.c_str());
}

QTEST_GUILESS_MAIN(TestComputedWith)
#include "test_computed_with.moc"
