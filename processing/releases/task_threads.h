#pragma once

#include <QThreadPool>
#include <qgsapplication.h>
#include <qgsconfig.h>
#include <qgstaskmanager.h>

namespace prospectivity {

/// Ends the threads in which QGIS ran tasks and which wait for more; running ones are left alone.
///
/// QGIS 3.40 deletes the database of its authentication manager before these threads. One that had opened the
/// database locks a mutex of the manager when it ends, and QGIS dies of it while it closes, if that comes
/// within half a minute of the last task. The pool is QGIS's own since 3.34.
inline void endIdleTaskThreads() {
#if _QGIS_VERSION_INT >= 33400
  if (QgsTaskManager* tasks = QgsApplication::taskManager(); tasks != nullptr)
    tasks->threadPool()->waitForDone(0);
#endif
}

} // namespace prospectivity
