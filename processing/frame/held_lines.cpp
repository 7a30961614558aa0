#include "processing/frame/held_lines.h"

#include <mutex>
#include <utility>
#include <vector>

namespace prospectivity {

struct HeldLines::Kept {
  struct Line {
    Sentence sentence;
    bool isWarning;
  };

  void add(const Sentence& sentence, bool isWarning) {
    const std::lock_guard<std::mutex> lock(guard);
    lines.push_back({sentence, isWarning});
  }

  std::mutex guard;
  std::vector<Line> lines;
};

HeldLines::HeldLines(const Progress& progress)
    : mTarget(progress), mProgress(progress), mKept(std::make_shared<Kept>()) {
  mProgress.onMessage = [kept = mKept](const Sentence& line) { kept->add(line, false); };
  mProgress.onWarning = [kept = mKept](const Sentence& line) { kept->add(line, true); };
}

HeldLines::~HeldLines() {
  try {
    release();
  } catch (...) {
    // Want of memory, mostly, for which the run ends already: its own sentence counts.
  }
}

void HeldLines::release() {
  std::vector<Kept::Line> lines;
  {
    const std::lock_guard<std::mutex> lock(mKept->guard);
    lines.swap(mKept->lines);
  }
  for (const Kept::Line& line : lines)
    line.isWarning ? mTarget.warning(line.sentence) : mTarget.message(line.sentence);
}

} // namespace prospectivity
