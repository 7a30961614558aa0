#pragma once

#include "engine/core/sentence.h"
#include "engine/train/cross_validation.h"
#include "engine/train/paired_test.h"

#include <string>
#include <vector>

namespace prospectivity {

/// A way to augment or to order, with the name that tables show.
struct StudyMethod {
  std::string name;
  AugmentFunction augment; ///< empty: none
};
struct StudyOrdering {
  std::string name;
  OrderFunction order; ///< empty: as given
};

/// Every method with every ordering on the same divisions of the samples and with the same seeds, so that
/// differences are differences of the methods.
struct StudyPlan {
  std::vector<StudyMethod> methods;
  std::vector<StudyOrdering> orderings;
  LearnerMaker learner;         ///< of a combination
  Baselines baselines;          ///< reference models to rank beside the combinations
  ClassEncodingOptions classes; ///< as the learners have them, for the best single layer
  std::vector<TrainingFold> folds;
  bool pooled = false; ///< judge repeats as wholes (leave-one-out)
  std::uint64_t seed = 1;
  int threads = 0;

  /// File that finished trainings are noted in, so that a study that was stopped goes on where it was. Lines
  /// of another `fingerprint` are ignored; the caller puts everything that matters into it and removes the
  /// file when the results are safe. Empty: none.
  std::string notes;
  std::string fingerprint;

  /// Files of studyPart() of runs over parts of this study: their trainings are taken. Throws Error naming
  /// one that holds none of this study.
  std::vector<std::string> parts;
};

/// One combination, or one baseline: a line of the study's table.
struct StudyLine {
  std::string method;           ///< of a baseline its title
  std::string ordering;         ///< of a baseline empty
  std::vector<MetricsRow> rows; ///< per fold, or per repeat when pooled
  MetricSpread spread;
  double overfitting = 0;
  double overfittingDeviation = 0;
  int rank = 0;           ///< from 1 over combinations and baselines, by the mean of the ranking metric
  PairedTest againstNone; ///< of the ranking metric, against no augmentation with the same ordering
  PairedTest overfittingAgainstNone;
};

struct StudyResult {
  std::vector<StudyLine> lines; ///< methods within orderings, in the order of the plan
  std::size_t best = 0;         ///< index of the line that ranks first among them
  std::size_t resumed = 0;      ///< trainings taken from notes and parts
  /// The baselines, which are the same beside every line; the best single layer last. Their tests are NaN.
  std::vector<StudyLine> baselines;
  std::vector<BaselineName> baselineNames; ///< of them
  /// By the ranking metric: the line or baseline that ranks first against the one that it must beat to
  /// matter. That is the best line where a baseline ranks first, and else what ranks second. NaN without one.
  PairedTest bestAgainstRival;
};

/// The line or baseline of a rank.
const StudyLine& lineOfRank(const StudyResult& result, int rank);

/// What the first must beat, as bestAgainstRival says; null where the study has one line alone.
const StudyLine* rivalOfBest(const StudyResult& result);

/// Runs all trainings in parallel, one thread each; progress tells how many are done. The result depends on
/// the seed and not on threads or interruptions. `rankBy` orders the lines (higher is better). A method whose
/// `augment` is empty is what others are tested against.
StudyResult runStudy(const SampleTable& table, const StudyPlan& plan, double Metrics::*rankBy,
                     const Progress& progress);

/// Runs the trainings of one part of a study, `number` 1 to `count`, as runStudy() does, and returns what
/// they gave, for the plan of a run that joins the parts. Each part has as many trainings of each method as
/// the others, but for one. Notes, where there are any, are of this part alone. Throws Error naming `input`
/// when the study has fewer trainings than parts.
std::string studyPart(const SampleTable& table, const StudyPlan& plan, std::size_t number, std::size_t count,
                      const SentenceValue& input, const Progress& progress);

} // namespace prospectivity
