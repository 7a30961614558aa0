#pragma once

#include "plugin/work_account.h"
#include "plugin/work_words.h"

#include <QList>
#include <QStringList>
#include <QTreeWidget>

#include <optional>
#include <vector>

namespace prospectivity {

/// The runs of a project, the newest first: when, what, what it made and how it ended.
class RunList : public QTreeWidget {
  Q_OBJECT

 public:
  RunList();

  /// What was chosen stays chosen, where it is still there.
  void show(const std::vector<EndedRun>& runs, const PlaceName& name);

  std::optional<EndedRun> chosen() const;

 private:
  std::vector<EndedRun> mRuns; ///< the newest first, as they are shown
  QList<QStringList> mTexts;   ///< of them
};

} // namespace prospectivity
