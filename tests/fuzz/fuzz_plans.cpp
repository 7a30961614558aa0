#include "engine/core/error.h"
#include "engine/predict/planned_stack.h"
#include "tests/fuzz/require.h"

#include <cstddef>
#include <cstdint>
#include <string>

/// Plans of stacks, as any file may hold that is given for one. What can be read must mean the same when it
/// is written and read again.

using namespace prospectivity;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    const PlannedStack plan = readPlan({reinterpret_cast<const char*>(data), size}, "plan.json");
    const std::string written = planText(plan);
    const PlannedStack again = readPlan(written, "plan.json");
    require(planText(again) == written, "a plan changes");
    require(!differenceOf(again.run, plan.run), "a plan is of another run");
  } catch (const Error&) {
    // Told in a sentence.
  }
  return 0;
}
