#pragma once

#include <cstddef>
#include <functional>

namespace prospectivity {

/// What is done with each of a number of parts (0, 1, ...), one after the other for a part.
struct PipelineSteps {
  std::function<void(std::size_t)> read;    ///< in order, in the calling thread
  std::function<void(std::size_t)> compute; ///< in any order, on several threads at once
  std::function<void(std::size_t)> write;   ///< in order, in the calling thread
};

/// Runs the steps so that they overlap: the calling thread reads ahead and writes while `threads` others
/// compute. At most `room` parts, 1 or more, are under way at a time, so that part i may keep its data in
/// slot i % room. The first exception of any step stops all, and is thrown here once every thread has ended.
void runPipeline(std::size_t parts, int threads, std::size_t room, const PipelineSteps& steps);

} // namespace prospectivity
