#include "engine/core/instruction_set.h"
#include "engine/core/random.h"
#include "engine/network/row_sums.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace prospectivity;

/// The loop of fast inference, in every compilation of it that this machine can run.
class TestRowSums : public QObject {
  Q_OBJECT

 private slots:
  void everyInstructionSetSumsTheSame_data();
  void everyInstructionSetSumsTheSame();
};

void TestRowSums::everyInstructionSetSumsTheSame_data() {
  QTest::addColumn<int>("inputs");
  QTest::addColumn<int>("outputs");
  QTest::addColumn<int>("cells");
  QTest::addColumn<bool>("fresh"); // from a bias on, not added to what is there
  QTest::addColumn<bool>("relu");
  QTest::newRow("one of each") << 1 << 1 << 1 << true << false;
  QTest::newRow("whole blocks") << 12 << 8 << 64 << true << true;
  QTest::newRow("blocks that are not full") << 37 << 11 << 77 << true << true;
  QTest::newRow("added to what is there") << 5 << 16 << 33 << false << false;
  QTest::newRow("added, then cut at 0") << 9 << 3 << 100 << false << true;
}

void TestRowSums::everyInstructionSetSumsTheSame() {
  QFETCH(int, inputs);
  QFETCH(int, outputs);
  QFETCH(int, cells);
  QFETCH(bool, fresh);
  QFETCH(bool, relu);
  const auto padded = static_cast<std::size_t>(paddedOutputs(outputs));
  const auto width = static_cast<std::size_t>(paddedCells(cells));
  Random random(7);
  const auto draw = [&](std::size_t count) {
    std::vector<float> values(count);
    std::generate(values.begin(), values.end(), [&] { return static_cast<float>(random.normal()); });
    return values;
  };
  const std::vector<float> values = draw(static_cast<std::size_t>(inputs) * width);
  const std::vector<float> weights = draw(static_cast<std::size_t>(inputs) * padded);
  const std::vector<float> bias = draw(padded);
  const std::vector<float> before = draw(padded * width);
  std::vector<const float*> rows;
  for (int k = 0; k < inputs; ++k)
    rows.push_back(values.data() + static_cast<std::size_t>(k) * width);

  for (const InstructionSet set : usableInstructionSets()) {
    std::vector<float> found = before;
    std::vector<float*> into;
    for (std::size_t o = 0; o < padded; ++o)
      into.push_back(found.data() + o * width);
    kernelsFor<RowSumKernels>(set).sumRows({rows.data(), inputs, weights.data(),
                                            fresh ? bias.data() : nullptr, into.data(), outputs, cells,
                                            relu});
    for (std::size_t o = 0; o < static_cast<std::size_t>(outputs); ++o)
      for (std::size_t x = 0; x < static_cast<std::size_t>(cells); ++x) {
        double exact = fresh ? bias[o] : before[o * width + x];
        double size = std::abs(exact);
        for (std::size_t k = 0; k < rows.size(); ++k) {
          const double term = static_cast<double>(weights[k * padded + o]) * rows[k][x];
          exact += term;
          size += std::abs(term);
        }
        // Each of inputs + 1 roundings errs by half a unit in the last place of what has been summed.
        const double allowed = (inputs + 1) * 6e-8 * size;
        QVERIFY(std::abs(found[o * width + x] - (relu ? std::max(exact, 0.0) : exact)) <= allowed);
      }
  }
}

QTEST_GUILESS_MAIN(TestRowSums)
#include "test_row_sums.moc"
