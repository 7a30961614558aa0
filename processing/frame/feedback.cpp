#include "processing/frame/feedback.h"

#include "processing/language/language.h"

#include <qgsprocessingfeedback.h>

#include <memory>
#include <mutex>

namespace prospectivity {

Progress progressFor(QgsProcessingFeedback* feedback, const SubjectNames& names) {
  Progress progress;
  if (feedback == nullptr)
    return progress;
  // QgsProcessingFeedback keeps a text log that is not guarded by itself.
  const auto guard = std::make_shared<std::mutex>();
  progress.onFraction = [feedback, guard](double fraction) {
    const std::lock_guard<std::mutex> lock(*guard);
    feedback->setProgress(100 * fraction);
  };
  progress.onMessage = [feedback, guard, names](const Sentence& line) {
    const std::lock_guard<std::mutex> lock(*guard);
    feedback->pushInfo(QString::fromStdString(inLanguage(line).text(names)));
  };
  progress.onWarning = [feedback, guard, names](const Sentence& line) {
    const std::lock_guard<std::mutex> lock(*guard);
    feedback->pushWarning(QString::fromStdString(inLanguage(line).text(names)));
  };
  progress.isCancelled = [feedback] { return feedback->isCanceled(); };
  return progress;
}

} // namespace prospectivity
