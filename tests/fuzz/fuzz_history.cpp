#include "plugin/run_text.h"
#include "plugin/work_account.h"
#include "tests/fuzz/require.h"

#include <QString>

#include <cstddef>
#include <cstdint>
#include <vector>

/// The history of runs that a project file brings along, which others wrote: what can be read must mean the
/// same when it is written and read again, and an account of it can be given.

using namespace prospectivity;

namespace {

QString asItIs(const QString& path) {
  return path;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const QString text = QString::fromUtf8(reinterpret_cast<const char*>(data), static_cast<int>(size));
  const std::vector<EndedRun> runs = runsFromText(text, asItIs);
  // Moments beyond the year 9999 and values that are no places are left out with the first writing.
  const QString written = runsAsText(runs, asItIs);
  const std::vector<EndedRun> back = runsFromText(written, asItIs);
  require(back.size() == runs.size(), "a run is lost");
  require(runsAsText(back, asItIs) == written, "a run changes");
  require(newestRuns(runs, 3).size() <= runs.size(), "a run is there twice");
  for (const bool isThere : {true, false}) {
    const WorkAccount account(runs, [isThere](const QString&) { return isThere; });
    account.next();
    for (const WorkStep& step : workSteps()) {
      require(account.of(step).run < static_cast<int>(runs.size()), "a step tells of no run");
      account.parametersFor(step);
      account.notFilledIn(step);
    }
  }
  for (const EndedRun& run : runs) {
    WorkAccount::onMap(run);
    WorkAccount::report(run);
  }
  return 0;
}
