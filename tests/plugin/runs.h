#pragma once

#include "processing/outputs/ended_run.h"

namespace prospectivity {

/// A run that was done, an hour after the one before it.
inline EndedRun doneRun(const QString& algorithm, const QVariantMap& inputs, const QVariantMap& outputs) {
  static int hours = 0;
  const QDateTime start(QDate(2026, 3, 1), QTime(8, 0), Qt::UTC);
  return {
      start.addSecs(3600 * ++hours), "prospectivity:" + algorithm, inputs, outputs, EndedRun::End::Done, {}};
}

inline EndedRun failedRun(const QString& algorithm, const QString& sentence) {
  EndedRun run = doneRun(algorithm, {}, {});
  run.end = EndedRun::End::Failed;
  run.failure = sentence;
  return run;
}

} // namespace prospectivity
