#include "engine/train/study_notes.h"

#include "engine/core/error.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <utility>

namespace prospectivity {

using nlohmann::json;

namespace {

bool isShare(double value) {
  return value >= 0 && value <= 1;
}

bool isOfATraining(const StudyNotes::Entry& entry) {
  return isShare(entry.trainingAccuracy) &&
         std::all_of(entry.probabilities.begin(), entry.probabilities.end(), isShare);
}

} // namespace

StudyNotes::StudyNotes(std::string path, std::string fingerprint)
    : mPath(std::move(path)), mFingerprint(std::move(fingerprint)) {
  if (mPath.empty())
    return;
  std::ifstream before(mPath);
  for (std::string line; std::getline(before, line);) {
    try {
      const json entry = json::parse(line);
      if (entry.at("study") != mFingerprint || !entry.at("training").is_number_unsigned() ||
          !entry.at("augmented").is_number_unsigned())
        continue;
      Entry noted{entry.at("probabilities").get<std::vector<double>>(),
                  entry.at("training_accuracy").get<double>(), entry.at("augmented").get<std::size_t>()};
      if (isOfATraining(noted))
        mFound[entry.at("training").get<std::size_t>()] = std::move(noted);
    } catch (const json::exception&) {
      continue;
    }
  }
  // A line that was cut short must not swallow the next one.
  append("\n");
}

void StudyNotes::append(const std::string& text) const {
  std::ofstream file(mPath, std::ios::app);
  file << text << std::flush;
  if (!file)
    throw Error(
        "The notes of the study cannot be written to %1: free some space or make the folder writable.",
        mPath);
}

const StudyNotes::Entry* StudyNotes::find(std::size_t index) const {
  const auto found = mFound.find(index);
  return found == mFound.end() ? nullptr : &found->second;
}

void StudyNotes::add(std::size_t index, const Entry& entry) {
  if (mPath.empty())
    return;
  const json line{{"study", mFingerprint},
                  {"training", index},
                  {"probabilities", entry.probabilities},
                  {"training_accuracy", entry.trainingAccuracy},
                  {"augmented", entry.augmented}};
  const std::lock_guard<std::mutex> lock(mGuard);
  append(line.dump() + "\n");
  ++mAdded;
}

} // namespace prospectivity
