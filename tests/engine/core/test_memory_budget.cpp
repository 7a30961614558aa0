#include "engine/core/error.h"
#include "engine/core/memory_budget.h"

#include <QtTest>

#include <cmath>

using namespace prospectivity;

/// One number of bytes, and what each use gets of it.
class TestMemoryBudget : public QObject {
  Q_OBJECT

 private slots:
  void theUsualBudgetHasTheSharesInTheTable();
  void sharesFollowTheWhole_data();
  void sharesFollowTheWhole();
  void anotherShareChangesTheWhole();
  void theTextNamesEveryShare();
  void textsThatAreNoBudgetAreTold_data();
  void textsThatAreNoBudgetAreTold();
  void theEnvironmentCountsAtEachCall();
};

namespace {

constexpr MemoryUse everyUse[] = {MemoryUse::Tiles, MemoryUse::Strips, MemoryUse::Cache, MemoryUse::Warping,
                                  MemoryUse::Reading};

} // namespace

void TestMemoryBudget::theUsualBudgetHasTheSharesInTheTable() {
  const MemoryBudget budget;
  const std::size_t megabytes[] = {256, 64, 256, 128, 64};
  for (std::size_t i = 0; i < MemoryBudget::uses; ++i)
    QCOMPARE(budget.of(everyUse[i]), megabytes[i] * MemoryBudget::megabyte);
  QCOMPARE(budget.total(), std::size_t{768} * MemoryBudget::megabyte);
  for (const char* nothing : {static_cast<const char*>(nullptr), ""})
    QCOMPARE(budgetFrom(nothing).total(), budget.total());
}

void TestMemoryBudget::sharesFollowTheWhole_data() {
  QTest::addColumn<QByteArray>("megabytes");
  for (const char* megabytes : {"16", "17", "100", "768", "1000", "1000000", "17592186044415"})
    QTest::newRow(megabytes) << QByteArray(megabytes);
}

void TestMemoryBudget::sharesFollowTheWhole() {
  QFETCH(QByteArray, megabytes);
  const MemoryBudget budget = budgetFrom(megabytes.constData());
  const std::size_t bytes = megabytes.toULongLong() * MemoryBudget::megabyte;
  QVERIFY(budget.total() <= bytes);
  QVERIFY(bytes - budget.total() < MemoryBudget::uses); // no more than is rounded away
  const MemoryBudget usual;
  for (const MemoryUse use : everyUse) {
    const double share = static_cast<double>(budget.of(use)) / static_cast<double>(bytes);
    QVERIFY(std::abs(share * 768 * MemoryBudget::megabyte / static_cast<double>(usual.of(use)) - 1) < 1e-6);
  }
}

void TestMemoryBudget::anotherShareChangesTheWhole() {
  const MemoryBudget budget = MemoryBudget().with(MemoryUse::Tiles, 1000 * MemoryBudget::megabyte);
  QCOMPARE(budget.of(MemoryUse::Tiles), std::size_t{1000} * MemoryBudget::megabyte);
  QCOMPARE(budget.of(MemoryUse::Cache), std::size_t{256} * MemoryBudget::megabyte);
  QCOMPARE(budget.total(), std::size_t{1512} * MemoryBudget::megabyte);
}

void TestMemoryBudget::theTextNamesEveryShare() {
  QCOMPARE(MemoryBudget().text(),
           std::string("Memory for rasters: 768 MB (tiles 256, strips 64, GDAL's cache 256, warping 128, "
                       "reading 64)."));
  QCOMPARE(budgetFrom("16").text(),
           std::string("Memory for rasters: 16 MB (tiles 5.3, strips 1.3, GDAL's cache 5.3, warping 2.7, "
                       "reading 1.3)."));
}

void TestMemoryBudget::textsThatAreNoBudgetAreTold_data() {
  QTest::addColumn<QByteArray>("text");
  for (const char* text : {"15", "0", "-768", "+768", "768 MB", " 768", "1e3", "512.5", "much",
                           "17592186044416", "99999999999999999999999"})
    QTest::newRow(text) << QByteArray(text);
}

void TestMemoryBudget::textsThatAreNoBudgetAreTold() {
  QFETCH(QByteArray, text);
  try {
    budgetFrom(text.constData());
    QFAIL("no budget");
  } catch (const Error& failure) {
    QCOMPARE(QByteArray(failure.what()),
             "The environment variable PROSPECTIVITY_MEMORY is '" + text +
                 "': set it to the megabytes that rasters may take, a whole number from 16 on, or leave it "
                 "away for 768.");
  }
}

void TestMemoryBudget::theEnvironmentCountsAtEachCall() {
  qputenv("PROSPECTIVITY_MEMORY", "96");
  QCOMPARE(memoryBudget().of(MemoryUse::Tiles), std::size_t{32} * MemoryBudget::megabyte);
  qputenv("PROSPECTIVITY_MEMORY", "none");
  QVERIFY_EXCEPTION_THROWN(memoryBudget(), Error);
  qunsetenv("PROSPECTIVITY_MEMORY");
  QCOMPARE(memoryBudget().of(MemoryUse::Tiles), std::size_t{256} * MemoryBudget::megabyte);
}

QTEST_GUILESS_MAIN(TestMemoryBudget)
#include "test_memory_budget.moc"
