#include "engine/core/library_beside.h"

#include <QtTest>

#include <cerrno>
#include <cstring>
#include <new>
#include <string>

using namespace prospectivity;

/// What the loader says of a library that it does not open.
class TestLibraryBeside : public QObject {
  Q_OBJECT

 private slots:
  void wantOfMemoryIsNoMissingLibrary_data();
  void wantOfMemoryIsNoMissingLibrary();
};

void TestLibraryBeside::wantOfMemoryIsNoMissingLibrary_data() {
  QTest::addColumn<QString>("reason");
  QTest::addColumn<bool>("isMemory");
  QTest::newRow("no address space")
      << QString("libtorch_cpu.so.1.13: failed to map segment from shared object: ") + std::strerror(ENOMEM)
      << true;
  QTest::newRow("none for the loader's own lists") << "out of memory" << true;
  QTest::newRow("missing") << "libtorch.so: cannot open shared object file: No such file or directory"
                           << false;
  QTest::newRow("a disk that may not be run from")
      << "libtorch.so: failed to map segment from shared object: Operation not permitted" << false;
  QTest::newRow("too many libraries with variables of threads")
      << "libgomp.so.1: cannot allocate memory in static TLS block" << false;
}

void TestLibraryBeside::wantOfMemoryIsNoMissingLibrary() {
  QFETCH(QString, reason);
  QFETCH(bool, isMemory);
  bool thrown = false;
  try {
    checkLoaderMemory(reason.toStdString());
  } catch (const std::bad_alloc&) {
    thrown = true;
  }
  QCOMPARE(thrown, isMemory);
}

QTEST_GUILESS_MAIN(TestLibraryBeside)
#include "test_library_beside.moc"
