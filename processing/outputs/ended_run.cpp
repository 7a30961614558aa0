#include "processing/outputs/ended_run.h"

#include <mutex>
#include <utility>

namespace prospectivity {

namespace {

struct Account {
  std::mutex mutex;
  std::function<void(const EndedRun&)> keeper;
};

Account& theAccount() {
  static Account one;
  return one;
}

std::function<void(const EndedRun&)> keeperNow() {
  Account& one = theAccount();
  const std::lock_guard<std::mutex> lock(one.mutex);
  return one.keeper;
}

} // namespace

void keepAccountBy(std::function<void(const EndedRun&)> keeper) {
  Account& one = theAccount();
  const std::lock_guard<std::mutex> lock(one.mutex);
  one.keeper = std::move(keeper);
}

bool isAccountKept() {
  return static_cast<bool>(keeperNow());
}

void account(const EndedRun& run) {
  // Called outside of the lock, so that a keeper may take its leave.
  if (const auto keeper = keeperNow())
    keeper(run);
}

} // namespace prospectivity
