#include "engine/predict/tile_pipeline.h"

#include "engine/core/error.h"
#include "engine/core/parallel.h"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <vector>

namespace prospectivity {

namespace {

class Pipeline {
 public:
  Pipeline(std::size_t parts, std::size_t room, const PipelineSteps& steps)
      : mParts(parts), mSteps(steps), mComputed(room, 0) {}

  void compute() {
    guarded([this](std::unique_lock<std::mutex>& lock) {
      while (true) {
        mChanged.wait(lock, [this] { return mFailure || mTaken < mRead || mTaken == mParts; });
        if (mFailure || mTaken == mParts)
          return;
        const std::size_t part = mTaken++;
        unlocked(lock, mSteps.compute, part);
        mComputed[part % mComputed.size()] = 1;
        mChanged.notify_all();
      }
    });
  }

  void readAndWrite() {
    guarded([this](std::unique_lock<std::mutex>& lock) {
      while (!mFailure && mWritten < mParts) {
        char& computed = mComputed[mWritten % mComputed.size()];
        if (computed != 0) {
          unlocked(lock, mSteps.write, mWritten);
          computed = 0;
          ++mWritten;
        } else if (mRead < mParts && mRead - mWritten < mComputed.size()) {
          unlocked(lock, mSteps.read, mRead);
          ++mRead;
          mChanged.notify_all();
        } else {
          mChanged.wait(lock, [this, &computed] { return mFailure || computed != 0; });
        }
      }
    });
  }

  void rethrow() const {
    if (mFailure)
      std::rethrow_exception(mFailure);
  }

 private:
  template <typename Work> void guarded(const Work& work) {
    try {
      std::unique_lock<std::mutex> lock(mGuard);
      work(lock);
    } catch (...) {
      const std::lock_guard<std::mutex> lock(mGuard);
      if (!mFailure)
        mFailure = std::current_exception();
      mChanged.notify_all();
    }
  }

  static void unlocked(std::unique_lock<std::mutex>& lock, const std::function<void(std::size_t)>& step,
                       std::size_t part) {
    lock.unlock();
    step(part);
    lock.lock();
  }

  const std::size_t mParts;
  const PipelineSteps& mSteps;
  std::mutex mGuard; ///< of all below
  std::condition_variable mChanged;
  std::size_t mRead = 0;  ///< parts read so far
  std::size_t mTaken = 0; ///< and handed to a thread
  std::size_t mWritten = 0;
  std::vector<char> mComputed; ///< by slot: computed and not yet written
  std::exception_ptr mFailure;
};

} // namespace

void runPipeline(std::size_t parts, int threads, std::size_t room, const PipelineSteps& steps) {
  Pipeline pipeline(parts, std::max<std::size_t>(room, 1), steps);
  {
    const WorkerThreads workers(std::min(parts, static_cast<std::size_t>(std::max(threads, 1))),
                                [&pipeline] { pipeline.compute(); });
    if (parts > 0 && workers.count() == 0)
      throw Error("The system gives no thread to compute with: close other programs.");
    pipeline.readAndWrite();
  }
  pipeline.rethrow();
}

} // namespace prospectivity
