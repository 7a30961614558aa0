#pragma once

#include <QCoreApplication>
#include <QThreadPool>
#include <qgsapplication.h>
#include <qgsconfig.h>
#include <qgstaskmanager.h>

namespace prospectivity {

/// Has QGIS end the threads of its tasks when its event loop ends, and not later. Call it once.
///
/// QGIS 3.40 deletes the database of its authentication manager before these threads. One that had opened the
/// database locks a mutex of the manager when it ends, and QGIS dies of it while it closes, if that comes
/// within half a minute of the last task. Tasks are cancelled as QGIS itself does a moment later. The pool is
/// QGIS's own since 3.34.
inline void endTaskThreadsAtClosing() {
#if _QGIS_VERSION_INT >= 33400
  constexpr int longestWait = 10000; // milliseconds
  QObject::connect(qApp, &QCoreApplication::aboutToQuit, qApp, [] {
    if (QgsTaskManager* tasks = QgsApplication::taskManager(); tasks != nullptr) {
      tasks->cancelAll();
      tasks->threadPool()->waitForDone(longestWait);
    }
  });
#endif
}

} // namespace prospectivity
