#include "engine/network/window_evaluation.h"

#include "engine/network/window_member.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

namespace prospectivity {

namespace {

/// Makes NaN of windows with at least `fewest` marked cells: counts per column over the rows of the window,
/// summed over its columns.
void markIncomplete(const std::vector<unsigned char>& missing, int rows, int columns, int window, int fewest,
                    float* logits) {
  const int width = columns + window - 1;
  std::vector<int> columnCounts(static_cast<std::size_t>(width), 0);
  for (int row = 0; row < rows + window - 1; ++row) {
    const unsigned char* entering = missing.data() + static_cast<std::ptrdiff_t>(row) * width;
    for (int x = 0; x < width; ++x)
      columnCounts[static_cast<std::size_t>(x)] += entering[x];
    const int top = row - window + 1;
    if (top < 0)
      continue;
    int count = 0;
    for (int x = 0; x < width; ++x) {
      count += columnCounts[static_cast<std::size_t>(x)];
      if (x >= window)
        count -= columnCounts[static_cast<std::size_t>(x - window)];
      if (x >= window - 1 && count >= fewest)
        logits[static_cast<std::ptrdiff_t>(top) * columns + x - window + 1] =
            std::numeric_limits<float>::quiet_NaN();
    }
    const unsigned char* leaving = missing.data() + static_cast<std::ptrdiff_t>(top) * width;
    for (int x = 0; x < width; ++x)
      columnCounts[static_cast<std::size_t>(x)] -= leaving[x];
  }
}

} // namespace

WindowEvaluation::WindowEvaluation(const NetworkModel& model)
    : mFeatures(static_cast<int>(model.features.size())), mWindow(model.members.front().network.shape.window),
      mTakesMissing(model.takesMissing()) {
  for (const ModelMember& member : model.members)
    mMembers.push_back(std::make_unique<WindowMember>(member));
}

WindowEvaluation::~WindowEvaluation() = default;

void WindowEvaluation::logits(const float* values, int rows, int columns, float* logits) const {
  const std::size_t plane =
      static_cast<std::size_t>(rows + mWindow - 1) * static_cast<std::size_t>(columns + mWindow - 1);
  const std::size_t cells = static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns);
  std::vector<float> known(values, values + plane * static_cast<std::size_t>(mFeatures));
  // Cells without a value in any feature, or in all of them.
  std::vector<unsigned char> missing(plane, mTakesMissing ? 1 : 0);
  for (std::size_t i = 0; i < known.size(); ++i) {
    const bool isMissing = std::isnan(known[i]);
    if (mTakesMissing) {
      if (!isMissing)
        missing[i % plane] = 0;
    } else if (isMissing) {
      known[i] = 0;
      missing[i % plane] = 1;
    }
  }
  std::fill(logits, logits + cells, 0.0F);
  for (const auto& member : mMembers)
    member->addLogits(known.data(), rows, columns, logits);
  for (std::size_t i = 0; i < cells; ++i)
    logits[i] /= static_cast<float>(mMembers.size());
  if (std::find(missing.begin(), missing.end(), 1) != missing.end())
    markIncomplete(missing, rows, columns, mWindow, mTakesMissing ? mWindow * mWindow : 1, logits);
}

} // namespace prospectivity
