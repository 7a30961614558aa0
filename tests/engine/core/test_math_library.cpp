#include "engine/core/math_library.h"

#include <QProcess>
#include <QtTest>

#include <cstdio>
#include <cstring>
#include <gnu/libc-version.h>

using namespace prospectivity;

/// Which variant of its functions the C library chose, as records of models name it. It chooses when a
/// process starts, so the choice is held down for a process of its own: this program with the word "say".
class TestMathLibrary : public QObject {
  Q_OBJECT

 private slots:
  void itNamesTheLibrary();
  void itTellsTheVariantThatTheEnvironmentHoldsDown();
};

#ifdef __x86_64__
namespace {

QString said(const QString& tunables) {
  QProcess process;
  QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
  environment.insert("GLIBC_TUNABLES", tunables);
  process.setProcessEnvironment(environment);
  process.start(QCoreApplication::applicationFilePath(), {"say"});
  process.waitForFinished(-1);
  return QString::fromLocal8Bit(process.readAllStandardOutput()).trimmed();
}

} // namespace
#endif

void TestMathLibrary::itNamesTheLibrary() {
  const QString text = QString::fromStdString(mathLibrary());
  QVERIFY2(text.startsWith(QStringLiteral("GNU C library ") + gnu_get_libc_version()), qPrintable(text));
}

void TestMathLibrary::itTellsTheVariantThatTheEnvironmentHoldsDown() {
#ifdef __x86_64__
  // Names of both ways in which releases spell them; unknown ones are passed over.
  const QString plain = said("glibc.cpu.hwcaps=-AVX2_Usable,-FMA_Usable,-AVX2,-FMA,-FMA4");
  QVERIFY2(plain.endsWith(", variant SSE2"), qPrintable(plain));
  if (__builtin_cpu_supports("fma") && __builtin_cpu_supports("avx2")) {
    const QString own = said("");
    QVERIFY2(own.endsWith(", variant FMA"), qPrintable(own));
  }
#else
  QSKIP("other processors than x86-64 have one variant");
#endif
}

int main(int argc, char** argv) {
  if (argc == 2 && std::strcmp(argv[1], "say") == 0)
    return std::puts(mathLibrary().c_str()) < 0 ? 1 : 0;
  QCoreApplication application(argc, argv);
  TestMathLibrary tests;
  return QTest::qExec(&tests, argc, argv);
}

#include "test_math_library.moc"
