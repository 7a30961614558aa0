#include "plugin/run_history.h"

#include "plugin/run_text.h"

#include <QCoreApplication>
#include <qgsproject.h>

#include <algorithm>

namespace prospectivity {

namespace {

const QString scope = QStringLiteral("ProspectivityLens");
const QString entry = QStringLiteral("Runs");
constexpr std::size_t mostRuns = 100;

} // namespace

RunHistory::RunHistory(QgsProject& project) : mProject(&project) {
  connect(&project, &QgsProject::readProject, this, [this] {
    mSince = QDateTime::currentDateTimeUtc();
    read();
  });
  // Saved under another name, it has other relative paths.
  connect(&project, &QgsProject::writeProject, this, &RunHistory::write);
  connect(&project, &QgsProject::cleared, this, [this] {
    mSince = QDateTime::currentDateTimeUtc();
    mRuns.clear();
    emit changed();
  });
  keepAccountBy([history = QPointer<RunHistory>(this)](const EndedRun& run) {
    QMetaObject::invokeMethod(
        qApp,
        [history, run] {
          if (history)
            history->add(run);
        },
        Qt::QueuedConnection);
  });
  read();
}

RunHistory::~RunHistory() {
  keepAccountBy({});
}

void RunHistory::add(const EndedRun& run) {
  if (mSince.isValid() && run.began.isValid() && run.began < mSince)
    return;
  mRuns.push_back(run);
  mRuns = newestRuns(mRuns, mostRuns);
  write();
  emit changed();
}

void RunHistory::forget(const EndedRun& run) {
  const auto found = std::find(mRuns.begin(), mRuns.end(), run);
  if (found == mRuns.end())
    return;
  mRuns.erase(found);
  write();
  emit changed();
}

void RunHistory::read() {
  if (!mProject)
    return;
  mRuns = runsFromText(mProject->readEntry(scope, entry),
                       [this](const QString& path) { return mProject->readPath(path); });
  emit changed();
}

void RunHistory::write() const {
  if (!mProject)
    return;
  const QString text = runsAsText(mRuns, [this](const QString& path) { return mProject->writePath(path); });
  // Whoever only looks at a project is not asked to save it.
  if (mRuns.empty())
    mProject->removeEntry(scope, entry);
  else if (mProject->readEntry(scope, entry) != text)
    mProject->writeEntry(scope, entry, text);
}

} // namespace prospectivity
