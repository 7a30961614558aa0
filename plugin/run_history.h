#pragma once

#include "processing/outputs/ended_run.h"

#include <QObject>
#include <QPointer>

#include <vector>

class QgsProject;

namespace prospectivity {

/// The provider's runs in this QGIS Desktop, kept with the project: in its file their paths are relative
/// where those of layers are, and why a run failed is not in it. Another project has its own: a run that
/// began in one that was closed since is kept nowhere. Main thread; runs may end in any.
class RunHistory : public QObject {
  Q_OBJECT

 public:
  explicit RunHistory(QgsProject& project);
  ~RunHistory() override;

  const std::vector<EndedRun>& runs() const { return mRuns; } ///< the oldest first
  void forget(const EndedRun& run);

 signals:
  void changed();

 private:
  void add(const EndedRun& run);
  void read();
  void write() const;

  QPointer<QgsProject> mProject;
  std::vector<EndedRun> mRuns;
  QDateTime mSince; ///< since when the project is this one; null: since before there was a history
};

} // namespace prospectivity
