#pragma once

#include "engine/model/training_record.h"
#include "engine/report/report.h"
#include "engine/train/study.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace prospectivity {

/// The report of a study. Its first picture answers "what should I use?": every combination with its spread,
/// the best on top, beside the baselines. `learner`: of the combinations. `rankedBy` is the name of the
/// ranking metric; `missing` says what was made of samples that lack layers, where they took part;
/// `questions` are sentences that a reader must see first (questionsOfSamples()).
Report studyReport(const SampleTable& table, const Learner& learner, const StudyResult& result,
                   double Metrics::*rankBy, const std::string& rankedBy,
                   const std::optional<MissingRecord>& missing = std::nullopt,
                   const std::vector<std::string>& questions = {});

/// The answer in one or two sentences: which combination is best, by how much, and how sure that is.
std::string studyVerdict(const StudyResult& result, double Metrics::*rankBy, const std::string& rankedBy);

/// "smote, as given".
std::string nameOf(const StudyLine& line);

} // namespace prospectivity
