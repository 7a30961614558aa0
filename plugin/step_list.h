#pragma once

#include "plugin/work_account.h"
#include "plugin/work_words.h"

#include <QTreeWidget>

namespace prospectivity {

/// The steps of the work, one below the other, each with its state and a button that asks for its dialog.
class StepList : public QTreeWidget {
  Q_OBJECT

 public:
  StepList();

  /// `next`: the step that stands out; null for none.
  void show(const WorkAccount& work, const WorkStep* next, const PlaceName& name);

  const WorkStep* chosen() const; ///< null where none is

 protected:
  void keyPressEvent(QKeyEvent* event) override;

 signals:
  void asked(int step); ///< its place in workSteps()
};

} // namespace prospectivity
