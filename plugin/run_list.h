#pragma once

#include "plugin/work_account.h"
#include "plugin/work_words.h"

#include <QTreeWidget>

namespace prospectivity {

/// The runs of a project, the newest first: when, what, what it made and how it ended.
class RunList : public QTreeWidget {
  Q_OBJECT

 public:
  RunList();

  void show(const std::vector<EndedRun>& runs, const PlaceName& name);

  int chosen() const; ///< its place among the runs; -1 where none is
};

} // namespace prospectivity
