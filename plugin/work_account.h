#pragma once

#include "plugin/work_steps.h"
#include "processing/outputs/ended_run.h"

#include <QString>
#include <QStringList>
#include <QVariantMap>

#include <functional>
#include <map>
#include <vector>

namespace prospectivity {

enum class StepState {
  NotRun,
  Stopped,      ///< it failed or was cancelled, and was never done
  Done,         ///< by its last run that was not stopped
  OutputMissing ///< the same, but what it made for later steps is not there any more
};

/// How far a step has come.
struct StepAccount {
  StepState state = StepState::NotRun;
  int run = -1;                 ///< the run that tells, among those of the account; -1 where there is none
  QStringList missing;          ///< what it made and is gone
  std::vector<Product> newer;   ///< what it was made of and was made anew since, or is another now
  std::vector<Product> lacking; ///< what it needs and is not there
};

/// Places that a dialog is not filled in with.
struct NotFilledIn {
  QStringList gone;    ///< not there any more
  QStringList inParts; ///< there, and taken in part
};

/// How far the work has come, by the runs of a project: what each step made, what is at hand for the next
/// one. What was made last counts. What a step was only given counts where the step makes something of it: a
/// model from elsewhere that a map was made with, but not the samples of others that a model was explained
/// with.
class WorkAccount {
 public:
  /// Whether what a run was given or made can still be opened.
  using IsThere = std::function<bool(const QString& place)>;

  /// `runs`: the oldest first.
  WorkAccount(std::vector<EndedRun> runs, IsThere isThere);

  const std::vector<EndedRun>& runs() const { return mRuns; }

  /// What was made or used last, there or not; empty where nothing was. Not for layers of evidence.
  QString last(Product product) const;

  /// Whether a product is at hand.
  bool has(Product product) const;

  /// The layers of evidence that the next stack is made of, there or not.
  const QStringList& evidence() const { return mEvidence; }

  /// `step`: one of workSteps().
  StepAccount of(const WorkStep& step) const;

  /// The first step on the way that has to be done, or done again; null where all are done.
  const WorkStep* next() const;

  /// What its dialog is filled with: products at hand, and outputs that later steps need. Not with a layer of
  /// which a run took some features alone: the dialog would take all of them.
  QVariantMap parametersFor(const WorkStep& step) const;

  /// What its dialog would be filled with, and is not.
  NotFilledIn notFilledIn(const WorkStep& step) const;

  /// What a run made that one looks at on the map, or reads as a web page; empty where there is none.
  static QString onMap(const EndedRun& run);
  static QString report(const EndedRun& run);

 private:
  struct Held {
    QString place;
    int madeBy = -1;     ///< the run; -1: none that is known
    bool isPart = false; ///< the last run that worked with it took some of its features alone
  };

  enum class Freshness { Absent, Old, Fresh };

  void take(int run);
  int makerOf(const QString& place, int end) const;
  Freshness freshnessOf(const WorkStep& step) const;

  std::vector<EndedRun> mRuns;
  IsThere mIsThere;
  std::map<Product, Held> mHeld;
  QStringList mEvidence;
};

/// Whether two texts name the same layer or file: a file may be named with its one layer or without.
bool isSamePlace(const QString& a, const QString& b);

/// The step that an algorithm is, by its id; null for those that are none.
const WorkStep* stepOf(const QString& algorithm);

/// The step that a run is; null where it is none, as one that makes a part of a map.
const WorkStep* stepOf(const EndedRun& run);

} // namespace prospectivity
