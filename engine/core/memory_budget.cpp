#include "engine/core/memory_budget.h"

#include "engine/core/error.h"
#include "engine/core/number_text.h"

#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <numeric>
#include <system_error>

namespace prospectivity {

namespace {

constexpr const char* variable = "PROSPECTIVITY_MEMORY";

/// Who gets how much of the usual budget, and in proportion of any other, in the order of MemoryUse. All
/// bounds on memory for rasters come from here; ARCHITECTURE.md lists who takes what from which share.
struct Share {
  const char* name;
  std::size_t megabytes;
};
constexpr std::array<Share, MemoryBudget::uses> shares = {
    {{"tiles", 256}, {"strips", 64}, {"GDAL's cache", 256}, {"warping", 128}, {"reading", 64}}};

constexpr std::size_t sumOfShares() {
  std::size_t sum = 0;
  for (const Share& share : shares)
    sum += share.megabytes;
  return sum;
}
static_assert(sumOfShares() == MemoryBudget::usualMegabytes);

std::string megabytesText(std::size_t bytes) {
  return exactText(std::round(10 * static_cast<double>(bytes) / MemoryBudget::megabyte) / 10);
}

} // namespace

MemoryBudget::MemoryBudget(std::size_t bytes) {
  for (std::size_t i = 0; i < uses; ++i)
    mShares[i] = bytes / usualMegabytes * shares[i].megabytes +
                 bytes % usualMegabytes * shares[i].megabytes / usualMegabytes;
}

std::size_t MemoryBudget::total() const {
  return std::accumulate(mShares.begin(), mShares.end(), std::size_t{0});
}

MemoryBudget MemoryBudget::with(MemoryUse use, std::size_t bytes) const {
  MemoryBudget other = *this;
  other.mShares[static_cast<std::size_t>(use)] = bytes;
  return other;
}

Sentence MemoryBudget::account() const {
  Sentence parts = "";
  for (std::size_t i = 0; i < uses; ++i) {
    const Sentence part("%1 %2", Sentence(shares[i].name), megabytesText(mShares[i]));
    parts = i == 0 ? part : Sentence("%1, %2", parts, part);
  }
  return {"Memory for rasters: %1 MB (%2).", megabytesText(total()), parts};
}

MemoryBudget memoryBudget() {
  return budgetFrom(std::getenv(variable));
}

MemoryBudget budgetFrom(const char* megabytes) {
  const std::string text = megabytes != nullptr ? megabytes : "";
  if (text.empty())
    return MemoryBudget();
  std::size_t number = 0;
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (status != std::errc() || end != text.data() + text.size() || number < MemoryBudget::leastMegabytes ||
      number > std::numeric_limits<std::size_t>::max() / MemoryBudget::megabyte)
    throw Error("The environment variable %1 is '%2': set it to the megabytes that rasters may take, a whole "
                "number from %3 on, or leave it away for %4.",
                variable, text, MemoryBudget::leastMegabytes, MemoryBudget::usualMegabytes);
  return MemoryBudget(number * MemoryBudget::megabyte);
}

} // namespace prospectivity
