#include "engine/core/error.h"
#include "engine/core/instruction_set.h"

#include <QtTest>

using namespace prospectivity;

/// Which compilation of the inner loops runs, and what the environment variable does to it.
class TestInstructionSet : public QObject {
  Q_OBJECT

 private slots:
  void aNameHoldsDownAndNeverUp_data();
  void aNameHoldsDownAndNeverUp();
  void anUnknownNameIsToldWithThoseThereAre();
  void theEnvironmentDecidesAtTheFirstCall();
};

void TestInstructionSet::aNameHoldsDownAndNeverUp_data() {
  QTest::addColumn<int>("best");
  QTest::addColumn<QByteArray>("name");
  QTest::addColumn<QByteArray>("expected");
  const int avx512 = static_cast<int>(InstructionSet::Avx512);
  const int avx2 = static_cast<int>(InstructionSet::Avx2);
  const int baseline = static_cast<int>(InstructionSet::Baseline);
  QTest::newRow("nothing said") << avx2 << QByteArray() << QByteArray("avx2");
  QTest::newRow("said to be empty") << avx2 << QByteArray("") << QByteArray("avx2");
  QTest::newRow("held down by one") << avx512 << QByteArray("avx2") << QByteArray("avx2");
  QTest::newRow("held down by two") << avx512 << QByteArray("baseline") << QByteArray("baseline");
  QTest::newRow("what it is anyway") << avx512 << QByteArray("avx512") << QByteArray("avx512");
  QTest::newRow("more than there is") << avx2 << QByteArray("avx512") << QByteArray("avx2");
  QTest::newRow("far more than there is") << baseline << QByteArray("avx512") << QByteArray("baseline");
}

void TestInstructionSet::aNameHoldsDownAndNeverUp() {
  QFETCH(int, best);
  QFETCH(QByteArray, name);
  QFETCH(QByteArray, expected);
  const InstructionSet found =
      heldDown(static_cast<InstructionSet>(best), name.isNull() ? nullptr : name.constData());
  QCOMPARE(QByteArray(nameOf(found)), expected);
}

void TestInstructionSet::anUnknownNameIsToldWithThoseThereAre() {
  try {
    heldDown(InstructionSet::Avx2, "AVX2");
    QFAIL("AVX2 is no name: they are in small letters");
  } catch (const Error& failure) {
    QCOMPARE(QByteArray(failure.what()),
             QByteArray(
                 "The environment variable PROSPECTIVITY_INSTRUCTIONS is 'AVX2': set it to baseline, avx2 or "
                 "avx512, or leave it away for the best that this machine has."));
  }
}

void TestInstructionSet::theEnvironmentDecidesAtTheFirstCall() {
  qputenv("PROSPECTIVITY_INSTRUCTIONS", "sse9");
  QVERIFY_EXCEPTION_THROWN(instructionSet(), Error);
  qputenv("PROSPECTIVITY_INSTRUCTIONS", "baseline"); // a mistake that was told is not remembered
  QCOMPARE(QByteArray(nameOf(instructionSet())), QByteArray("baseline"));
  QCOMPARE(usableInstructionSets(), std::vector<InstructionSet>{InstructionSet::Baseline});
  qunsetenv("PROSPECTIVITY_INSTRUCTIONS");
  QCOMPARE(QByteArray(nameOf(instructionSet())), QByteArray("baseline"));
}

QTEST_GUILESS_MAIN(TestInstructionSet)
#include "test_instruction_set.moc"
