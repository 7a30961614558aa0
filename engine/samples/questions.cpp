#include "engine/samples/questions.h"

#include "engine/samples/column_kinds.h"

namespace prospectivity {

std::optional<Sentence> doubtOfNegatives(const SampleTable& table) {
  if (!table.hasDissimilarNegatives)
    return std::nullopt;
  return Sentence(
      "The test scores are flattered: the non-deposits were chosen for evidence unlike that of "
      "all deposits, those held out for tests among them, and on layers of pure noise that alone "
      "raised the AUC of random forests by 0.1 to 0.15; compare models by these figures, and judge "
      "by random non-deposits how good they are.");
}

std::vector<Sentence> questionsOfSamples(const SampleTable& table) {
  std::vector<Sentence> questions = questionsOfTellingFeatures(table);
  if (const std::optional<Sentence> doubt = doubtOfNegatives(table))
    questions.insert(questions.begin(), *doubt);
  return questions;
}

} // namespace prospectivity
