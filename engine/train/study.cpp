#include "engine/train/study.h"

#include "engine/core/duration.h"
#include "engine/core/error.h"
#include "engine/core/parallel.h"
#include "engine/train/metrics_summary.h"
#include "engine/train/study_notes.h"

#include <algorithm>
#include <atomic>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <string>
#include <utility>

namespace prospectivity {

namespace {

std::vector<double> valuesOf(const StudyLine& line, double Metrics::*metric) {
  std::vector<double> values;
  for (const MetricsRow& row : line.rows)
    values.push_back(row.model.*metric);
  return values;
}

std::vector<double> overfittingOf(const StudyLine& line) {
  std::vector<double> values;
  for (const MetricsRow& row : line.rows)
    values.push_back(row.overfitting);
  return values;
}

double testShare(const StudyLine& line) {
  const MetricsRow& row = line.rows.front();
  return static_cast<double>(row.testCount) / static_cast<double>(row.testCount + row.trainingCount);
}

/// Baselines behind combinations that are as good.
void addRanks(StudyResult& result, double Metrics::*rankBy) {
  std::vector<StudyLine*> all;
  for (StudyLine& line : result.lines)
    all.push_back(&line);
  for (StudyLine& line : result.baselines)
    all.push_back(&line);
  std::stable_sort(all.begin(), all.end(), [&](const StudyLine* a, const StudyLine* b) {
    return a->spread.mean.*rankBy > b->spread.mean.*rankBy;
  });
  for (std::size_t i = 0; i < all.size(); ++i)
    all[i]->rank = static_cast<int>(i) + 1;
  result.best = static_cast<std::size_t>(
      std::min_element(result.lines.begin(), result.lines.end(),
                       [](const StudyLine& a, const StudyLine& b) { return a.rank < b.rank; }) -
      result.lines.begin());
}

/// The baselines beside the rows of a line.
void addBaselines(const MetricsSummary& summary, StudyResult& result) {
  for (std::size_t place = 0; place < summary.baselines.size(); ++place) {
    const BaselineSummary& baseline = summary.baselines[place];
    StudyLine line;
    line.method = baseline.name.title;
    line.spread = baseline.metrics;
    line.overfitting = baseline.overfitting.mean;
    line.overfittingDeviation = baseline.overfitting.standardDeviation;
    for (MetricsRow row : summary.rows) {
      row.model = row.baselines[place].metrics;
      row.trainingAccuracy = row.baselines[place].trainingAccuracy;
      row.overfitting = row.baselines[place].overfitting;
      row.augmented = 0;
      line.rows.push_back(std::move(row));
    }
    line.againstNone = line.overfittingAgainstNone = correctedPairedTest({}, {}, testShare(line));
    result.baselines.push_back(std::move(line));
    result.baselineNames.push_back(baseline.name);
  }
}

/// The line of the same ordering without augmentation; null when the plan has none.
const StudyLine* withoutAugmentation(const StudyPlan& plan, const std::vector<StudyLine>& lines,
                                     std::size_t ordering) {
  for (std::size_t m = 0; m < plan.methods.size(); ++m)
    if (!plan.methods[m].augment)
      return &lines[ordering * plan.methods.size() + m];
  return nullptr;
}

std::size_t trainingsOf(const StudyPlan& plan) {
  return plan.orderings.size() * plan.methods.size() * plan.folds.size();
}

/// The trainings of a study by their numbers, fold by fold within combinations. They are run combination by
/// combination within folds, so that the first few tell how long all will take.
std::vector<std::size_t> allTrainings(const StudyPlan& plan) {
  const std::size_t combinations = plan.orderings.size() * plan.methods.size();
  std::vector<std::size_t> trainings;
  for (std::size_t fold = 0; fold < plan.folds.size(); ++fold)
    for (std::size_t combination = 0; combination < combinations; ++combination)
      trainings.push_back(combination * plan.folds.size() + fold);
  return trainings;
}

/// Those of one part. They are dealt out method by method, since some methods take far longer than others.
std::vector<std::size_t> trainingsOfPart(const StudyPlan& plan, std::size_t number, std::size_t count) {
  const std::size_t folds = plan.folds.size();
  std::vector<std::size_t> trainings;
  for (const std::size_t index : allTrainings(plan)) {
    const std::size_t combination = index / folds;
    const std::size_t method = combination % plan.methods.size();
    const std::size_t ordering = combination / plan.methods.size();
    const std::size_t place = (method * plan.orderings.size() + ordering) * folds + index % folds;
    if (place % count == number - 1)
      trainings.push_back(index);
  }
  return trainings;
}

/// Does trainings of a study, or takes them from the notes.
class StudyRun {
 public:
  StudyRun(const SampleTable& table, const StudyPlan& plan, std::vector<std::size_t> trainings,
           const Progress& progress)
      : mTable(table), mPlan(plan), mProgress(progress), mNotes(plan.notes, plan.fingerprint, plan.parts),
        mTrainings(std::move(trainings)), mResults(trainingsOf(plan)) {}

  /// All of them, with the baselines beside each.
  std::vector<FoldResult> run() {
    keeping([&] {
      std::vector<FoldResult> baselines(mPlan.folds.size());
      parallelFor(baselines.size(), mPlan.threads, [&](std::size_t i) {
        const TrainingFold& fold = baselines[i].rows = mPlan.folds[i];
        baselines[i].baselines = baselineResults(mTable, fold.training, fold.test, mPlan.baselines,
                                                 foldSeed(mPlan.seed, i), mProgress, mPlan.classes);
      });
      runAll(baselines);
    });
    return std::move(mResults);
  }

  /// Returns what they gave, a line each. The lines are made of the results and not read off the notes, which
  /// another process with the same part may have removed.
  std::string runPart() {
    std::vector<FoldResult> folds(mPlan.folds.size());
    for (std::size_t i = 0; i < folds.size(); ++i)
      folds[i].rows = mPlan.folds[i];
    keeping([&] { runAll(folds); });
    std::string lines;
    for (const std::size_t index : mTrainings) {
      const FoldResult& result = mResults[index];
      lines += mNotes.line(index, {result.probabilities, result.trainingAccuracy, result.trained.augmented});
    }
    return lines;
  }

  std::size_t resumed() const { return mResumed; }

 private:
  /// A study that is stopped tells what is kept of it.
  void keeping(const std::function<void()>& work) const {
    try {
      work();
    } catch (const Cancelled&) {
      tellKept();
      throw;
    }
  }

  /// `folds`: what stands beside the trainings of each.
  void runAll(const std::vector<FoldResult>& folds) {
    mTimes.resize(mPlan.methods.size());
    for (const std::size_t index : mTrainings)
      if (known(index) == nullptr)
        ++mTimes[methodOf(index)].all;
    parallelFor(mTrainings.size(), mPlan.threads, [&](std::size_t turn) {
      mProgress.check();
      const std::size_t index = mTrainings[turn];
      mResults[index] = folds[index % mPlan.folds.size()];
      train(index, mResults[index]);
      tell();
    });
  }

  void tellKept() const {
    if (mPlan.notes.empty() || mNotes.kept() == 0)
      mProgress.warning("The study was stopped before a training was finished: nothing of it is kept.");
    else
      mProgress.warning(
          {"The study was stopped: %1 of its %2 trainings are finished and kept in '%3'. Run it "
           "again with the same samples and parameters, and it goes on from there.",
           mNotes.kept(), mTrainings.size(), mPlan.notes});
  }

  /// What is noted of a training; null where nothing is, or what is noted is not of its test part.
  const StudyNotes::Entry* known(std::size_t index) const {
    const StudyNotes::Entry* noted = mNotes.find(index);
    const TrainingFold& fold = mPlan.folds[index % mPlan.folds.size()];
    return noted != nullptr && noted->probabilities.size() == fold.test.size() ? noted : nullptr;
  }

  void train(std::size_t index, FoldResult& result) {
    StudyNotes::Entry entry;
    if (const StudyNotes::Entry* noted = known(index)) {
      entry = *noted;
      ++mResumed;
    } else {
      const std::size_t fold = index % mPlan.folds.size();
      const std::size_t combination = index / mPlan.folds.size();
      const std::unique_ptr<Learner> learner =
          mPlan.learner(mPlan.methods[combination % mPlan.methods.size()].augment,
                        mPlan.orderings[combination / mPlan.methods.size()].order);
      Progress quiet;
      quiet.isCancelled = mProgress.isCancelled;
      const double start = steadySeconds();
      const FoldResult trained =
          trainFold(mTable, mPlan.folds[fold], *learner, foldSeed(mPlan.seed, fold), quiet);
      tellTime(index, steadySeconds() - start);
      entry = {trained.probabilities, trained.trainingAccuracy, trained.trained.augmented};
      mNotes.add(index, entry);
    }
    std::vector<int> labels;
    for (const std::size_t row : result.rows.test)
      labels.push_back(mTable.labels[row]);
    result.probabilities = entry.probabilities;
    result.metrics = metricsOf(labels, entry.probabilities);
    result.trainingAccuracy = entry.trainingAccuracy;
    result.trained.augmented = entry.augmented;
  }

  /// How many trainings of a method are to be done here, and what those that are done took.
  struct MethodTime {
    std::size_t all = 0;
    std::size_t timed = 0;
    double spent = 0;
  };

  std::size_t methodOf(std::size_t index) const { return index / mPlan.folds.size() % mPlan.methods.size(); }

  /// Once, when every method was timed that is not in the notes as a whole: a fast one may be done with every
  /// ordering before a slow one is done with the first.
  void tellTime(std::size_t index, double seconds) {
    const std::lock_guard<std::mutex> lock(mGuard);
    MethodTime& mine = mTimes[methodOf(index)];
    ++mine.timed;
    mine.spent += seconds;
    const auto isTimed = [](const MethodTime& time) { return time.all == 0 || time.timed > 0; };
    if (mIsTold || !std::all_of(mTimes.begin(), mTimes.end(), isTimed))
      return;
    mIsTold = true;
    const int threads = mPlan.threads > 0 ? mPlan.threads : availableThreads();
    std::size_t all = 0;
    double work = 0;
    for (const MethodTime& time : mTimes)
      if (time.all > 0) {
        all += time.all;
        work += time.spent / static_cast<double>(time.timed) * static_cast<double>(time.all);
      }
    tellDuration(mProgress,
                 threads == 1 ? Sentence("This study (%1 trainings on %2 thread)", all, threads)
                              : Sentence("This study (%1 trainings on %2 threads)", all, threads),
                 work / threads,
                 "Fewer repeats, augmentations, orders of features or networks per training make it shorter; "
                 "cancelled, it keeps what is done.");
  }

  void tell() {
    const std::lock_guard<std::mutex> lock(mGuard);
    ++mDone;
    const std::size_t all = mTrainings.size();
    mProgress.fraction(static_cast<double>(mDone) / static_cast<double>(all));
    if (mDone % std::max<std::size_t>(1, all / 50) == 0 || mDone == all)
      mProgress.message({"%1 of %2 trainings are done.", mDone, all});
  }

  const SampleTable& mTable;
  const StudyPlan& mPlan;
  const Progress& mProgress;
  StudyNotes mNotes;
  std::vector<std::size_t> mTrainings; ///< to be done, in turn
  std::vector<FoldResult> mResults;    ///< by number
  std::mutex mGuard;
  std::size_t mDone = 0;
  std::vector<MethodTime> mTimes; ///< by method
  bool mIsTold = false;
  std::atomic<std::size_t> mResumed{0};
};

} // namespace

StudyResult runStudy(const SampleTable& table, const StudyPlan& plan, double Metrics::*rankBy,
                     const Progress& progress) {
  StudyRun run(table, plan, allTrainings(plan), progress);
  const std::vector<FoldResult> trained = run.run();
  StudyResult result;
  result.resumed = run.resumed();
  const std::size_t folds = plan.folds.size();
  for (std::size_t o = 0; o < plan.orderings.size(); ++o)
    for (std::size_t m = 0; m < plan.methods.size(); ++m) {
      StudyLine line;
      line.method = plan.methods[m].name;
      line.ordering = plan.orderings[o].name;
      const auto first = trained.begin() + static_cast<std::ptrdiff_t>((o * plan.methods.size() + m) * folds);
      MetricsSummary summary = summaryOf(metricsRows(
          table, std::vector<FoldResult>(first, first + static_cast<std::ptrdiff_t>(folds)), plan.pooled));
      if (result.baselines.empty())
        addBaselines(summary, result);
      line.rows = std::move(summary.rows);
      line.spread = summary.model;
      line.overfitting = summary.overfitting.mean;
      line.overfittingDeviation = summary.overfitting.standardDeviation;
      result.lines.push_back(std::move(line));
    }
  addRanks(result, rankBy);
  for (std::size_t i = 0; i < result.lines.size(); ++i) {
    StudyLine& line = result.lines[i];
    const StudyLine* plain = withoutAugmentation(plan, result.lines, i / plan.methods.size());
    const bool compares = plain != nullptr && plain != &line;
    const std::vector<double> none;
    line.againstNone = correctedPairedTest(compares ? valuesOf(line, rankBy) : none,
                                           compares ? valuesOf(*plain, rankBy) : none, testShare(line));
    line.overfittingAgainstNone = correctedPairedTest(
        compares ? overfittingOf(line) : none, compares ? overfittingOf(*plain) : none, testShare(line));
  }
  const StudyLine& best = lineOfRank(result, 1);
  const StudyLine* rival = rivalOfBest(result);
  const std::vector<double> none;
  result.bestAgainstRival =
      correctedPairedTest(rival != nullptr ? valuesOf(best, rankBy) : none,
                          rival != nullptr ? valuesOf(*rival, rankBy) : none, testShare(best));
  return result;
}

std::string studyPart(const SampleTable& table, const StudyPlan& plan, std::size_t number, std::size_t count,
                      const SentenceValue& input, const Progress& progress) {
  if (count > trainingsOf(plan))
    throw Error("%1: the study has %2 trainings, too few for %3 parts: divide it into %2 parts at most.",
                input, trainingsOf(plan), count);
  return StudyRun(table, plan, trainingsOfPart(plan, number, count), progress).runPart();
}

const StudyLine& lineOfRank(const StudyResult& result, int rank) {
  for (const std::vector<StudyLine>* lines : {&result.lines, &result.baselines})
    for (const StudyLine& line : *lines)
      if (line.rank == rank)
        return line;
  throw std::out_of_range("no line of rank " + std::to_string(rank));
}

const StudyLine* rivalOfBest(const StudyResult& result) {
  if (result.lines[result.best].rank != 1)
    return &result.lines[result.best];
  return result.lines.size() + result.baselines.size() > 1 ? &lineOfRank(result, 2) : nullptr;
}

} // namespace prospectivity
