#pragma once

#include "plugin/work_account.h"

#include <QTimer>
#include <qgsdockwidget.h>

#include <map>
#include <optional>

class QLabel;
class QPushButton;
class QVBoxLayout;
class QgisInterface;

namespace prospectivity {

class RunHistory;
class RunList;
class StepList;

/// The panel of the work: what is at hand, how far each step has come, what is next, and what has been run.
/// It opens Processing's own dialogs and shows what their runs made; it does nothing that Processing cannot
/// do without it.
class ProspectivityDock : public QgsDockWidget {
  Q_OBJECT

 public:
  ProspectivityDock(QgisInterface& qgis, RunHistory& history, QWidget* parent);

 private:
  /// Buttons that look at what a run made.
  struct Looks {
    QPushButton* map = nullptr;
    QPushButton* report = nullptr;
  };

  void addProducts(QVBoxLayout& column);
  void addSteps(QVBoxLayout& column);
  void addRuns(QVBoxLayout& column);
  Looks addLooks(QLayout& row, const QString& name,
                 std::optional<EndedRun> (ProspectivityDock::*run)() const);

  void refreshSoon(); ///< once, however many layers come and go, and only where it is seen
  void refresh();
  void refreshLooks();
  void open(const WorkStep& step);
  void openNext();
  std::optional<EndedRun> runOfStep() const; ///< the one that tells its state
  std::optional<EndedRun> runOfHistory() const;
  void showOnMap(const std::optional<EndedRun>& run);
  void openReport(const std::optional<EndedRun>& run);
  void say(const QString& sentence);
  QString nameOf(const QString& place) const;
  WorkAccount work() const;

  QgisInterface& mQgis;
  RunHistory& mHistory;
  std::map<Product, QLabel*> mProducts;
  QPushButton* mNext;
  StepList* mSteps;
  RunList* mRuns;
  QPushButton* mForget;
  QLabel* mMessage;
  Looks mStepLooks;
  Looks mRunLooks;
  QTimer mSoon;
};

} // namespace prospectivity
