#include "engine/core/error.h"
#include "engine/train/study_notes.h"
#include "tests/fuzz/require.h"
#include "tests/fuzz/scratch_file.h"

#include <cstddef>
#include <cstdint>
#include <vector>

/// The notes of a study that was stopped: a file that may be cut short, or written by another program. What
/// is found is of this study and can be used, and what is added is found behind it, whatever it holds.

using namespace prospectivity;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr const char* study = "this one";
  constexpr std::size_t added = 12345;
  const ScratchFile file(".jsonl", data, size);
  const StudyNotes::Entry entry{{0.25, 1}, 0.5, 7};
  std::size_t found = 0;
  {
    StudyNotes notes(file.path(), study);
    found = notes.found() + (notes.find(added) == nullptr ? 1 : 0);
    for (std::size_t index = 0; index < 4; ++index)
      if (const StudyNotes::Entry* known = notes.find(index))
        for (const double probability : known->probabilities)
          require(probability >= 0 && probability <= 1, "a note holds no probability");
    notes.add(added, entry);
  }
  const StudyNotes notes(file.path(), study);
  require(notes.found() == found, "a note is lost");
  const StudyNotes::Entry* back = notes.find(added);
  require(back != nullptr && back->probabilities == entry.probabilities &&
              back->trainingAccuracy == entry.trainingAccuracy && back->augmented == entry.augmented,
          "a note changes");
  return 0;
}
