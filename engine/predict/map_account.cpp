#include "engine/predict/map_account.h"

#include "engine/core/error.h"

#include <utility>

namespace prospectivity {

namespace {

const char* const coverageName = "coverage";
const char* const rangesName = "ranges";
const char* const classesName = "classes";

} // namespace

MapAccount::MapAccount(const Model& model, double minPresent)
    : mCoverage(model, minPresent), mRanges(model), mClasses(model) {}

TileFunction MapAccount::counted(TileFunction compute, int bands) {
  return mClasses.counted(mRanges.counted(mCoverage.kept(std::move(compute), bands)));
}

void MapAccount::tell(const Sentence& what, const Progress& progress) const {
  for (const Sentence& line : mCoverage.account(what))
    progress.message(line);
  for (const Sentence& doubt : mCoverage.doubts())
    progress.warning(doubt);
  if (const std::optional<Sentence> account = mRanges.account())
    progress.message(*account);
  for (const Sentence& doubt : mRanges.doubts())
    progress.warning(doubt);
  for (const Sentence& doubt : mClasses.doubts())
    progress.warning(doubt);
}

NamedCounts MapAccount::counts() const {
  return {
      {coverageName, mCoverage.counts()}, {rangesName, mRanges.counts()}, {classesName, mClasses.counts()}};
}

void MapAccount::add(const NamedCounts& counts) {
  const auto of = [&](const char* name) {
    const auto found = counts.find(name);
    return found == counts.end() ? std::vector<std::uint64_t>() : found->second;
  };
  if (!mCoverage.add(of(coverageName)) || !mRanges.add(of(rangesName)) || !mClasses.add(of(classesName)))
    throw Error("The counts that the parts of the map left are not of this model: make the parts again.");
}

} // namespace prospectivity
