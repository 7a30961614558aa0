#include "engine/raster/gdal_session.h"

#include <QtTest>
#include <cpl_conv.h>
#include <cpl_error.h>

#include <cstddef>
#include <new>
#include <string>

using namespace prospectivity;

/// GDAL's want of memory, for which it ends the process by itself.
class TestGdalSession : public QObject {
  Q_OBJECT

 private slots:
  void wantOfMemoryIsAnException();
  void whatQgisCallsIsOutlivedAsWell();
  void otherErrorsAreKept();
};

namespace {

/// More than any system has.
void* beyondMemory() {
  static volatile std::size_t size = std::size_t{1} << 61U;
  return CPLMalloc(size);
}

} // namespace

void TestGdalSession::wantOfMemoryIsAnException() {
  {
    const GdalErrors errors;
    QVERIFY_EXCEPTION_THROWN(beyondMemory(), std::bad_alloc);
    QVERIFY_EXCEPTION_THROWN(errors.checkMemory(), std::bad_alloc);
  }
  void* const few = CPLMalloc(10); // GDAL goes on
  QVERIFY(few != nullptr);
  CPLFree(few);
}

void TestGdalSession::whatQgisCallsIsOutlivedAsWell() {
  const GdalMemory memory;
  QVERIFY_EXCEPTION_THROWN(beyondMemory(), std::bad_alloc);
}

void TestGdalSession::otherErrorsAreKept() {
  const GdalErrors errors;
  CPLError(CE_Failure, CPLE_FileIO, "the disk is gone");
  QCOMPARE(errors.last(), std::string("the disk is gone"));
  errors.checkMemory();
}

QTEST_GUILESS_MAIN(TestGdalSession)
#include "test_gdal_session.moc"
