#include "engine/train/fold_notes.h"
#include "tests/engine/train/noise_table.h"
#include "tests/fuzz/require.h"

#include <cstddef>
#include <cstdint>
#include <string>

/// Trainings that runs over parts of them left, as any file with that ending may hold. What is taken must be
/// of the folds that are to be judged, and mean the same when it is written and read again.

using namespace prospectivity;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const SampleTable table = noiseTable(8, 2, 1);
  static const std::vector<TrainingFold> folds = plainFolds(table, 2);
  const std::string fingerprint = "this one";
  std::vector<FoldResult> results(folds.size());
  std::vector<std::size_t> numbers;
  for (auto& [number, result] :
       notedFolds({reinterpret_cast<const char*>(data), size}, fingerprint, table, folds)) {
    require(number < folds.size(), "a fold that there is not");
    require(result.logits.size() == folds[number].test.size(), "logits of other samples");
    require(result.probabilities.size() == result.logits.size(), "probabilities of other samples");
    numbers.push_back(number);
    results[number] = result;
  }
  const std::string written = foldNotes(numbers, results, fingerprint);
  const std::map<std::size_t, FoldResult> again = notedFolds(written, fingerprint, table, folds);
  require(again.size() == numbers.size(), "a training is lost");
  for (const auto& [number, result] : again)
    results[number] = result;
  require(foldNotes(numbers, results, fingerprint) == written, "a training changes");
  return 0;
}
