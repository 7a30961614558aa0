#include "engine/core/instruction_set.h"
#include "engine/core/math_library.h"
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
  qputenv("DNNL_MAX_CPU_ISA", "SSE41");
}

void TestComputedWith::theRecordNamesEveryKernel() {
  const std::optional<ComputedWith> computed = modelRecord({}, 1, "", {}, {}, {}, "1").computedWith;
  QVERIFY(computed.has_value());
  const QString blas = QString::fromStdString(computed->blas);
  QCOMPARE(QString::fromStdString(computed->blasKernels), QString(openblas_get_corename()));
  QVERIFY2(blas.startsWith("OpenBLAS 0."), qPrintable(blas));
  QCOMPARE(QString::fromStdString(computed->instructions), QString("baseline"));
  QCOMPARE(computed->trainingLibrary, modelBackend().version());
#if defined(__x86_64__)
  const QStringList names{"NO AVX", "DEFAULT"}; // as LibTorch 1.13 and 2 say it
  const QString kernels = QString::fromStdString(computed->trainingLibraryKernels);
  QVERIFY2(names.contains(kernels), qPrintable(kernels));
  const QString products = QString::fromStdString(computed->productLibrary);
  QVERIFY2(
      QRegularExpression("^oneDNN [0-9]+\\.[0-9]+\\.[0-9]+, instructions SSE41$").match(products).hasMatch(),
      qPrintable(products));
#endif
  QCOMPARE(computed->mathLibrary, mathLibrary());
}

void TestComputedWith::reportsSayTheSame() {
  QString page;
  const ComputedWith computed = computedWith();
  for (const auto& [name, value] : linesOf(computed))
    page += QString::fromStdString(name + ": " + value + "\n");
  for (const std::string& text :
       {computed.blas, computed.blasKernels, computed.instructions, computed.trainingLibrary,
        computed.trainingLibraryKernels, computed.productLibrary, computed.mathLibrary})
    QVERIFY2(!text.empty() && page.contains(QString::fromStdString(text)), text.c_str());
}

QTEST_GUILESS_MAIN(TestComputedWith)
#include "test_computed_with.moc"
