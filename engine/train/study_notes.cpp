#include "engine/train/study_notes.h"

#include "engine/core/error.h"
#include "engine/train/note_line.h"

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

StudyNotes::StudyNotes(std::string path, std::string fingerprint, const std::vector<std::string>& parts)
    : mPath(std::move(path)), mFingerprint(std::move(fingerprint)) {
  for (const std::string& part : parts)
    if (read(part) == 0)
      throw Error("'%1' holds no training of this study, but of other samples, parameters, versions or "
                  "kernels (of another kind of processor), or is damaged: make that shard again, or take the "
                  "file away.",
                  part);
  if (mPath.empty())
    return;
  read(mPath);
  // A line that was cut short must not swallow the next one.
  append("\n");
}

/// Returns how many trainings of the study are in the file.
std::size_t StudyNotes::read(const std::string& path) {
  std::size_t count = 0;
  std::ifstream before(path);
  for (std::string line; std::getline(before, line);) {
    try {
      const json entry = noteLine(line);
      if (entry.at("study") != mFingerprint || !entry.at("training").is_number_unsigned() ||
          !entry.at("augmented").is_number_unsigned())
        continue;
      Entry noted{entry.at("probabilities").get<std::vector<double>>(),
                  entry.at("training_accuracy").get<double>(), entry.at("augmented").get<std::size_t>()};
      if (!isOfATraining(noted))
        continue;
      mFound[entry.at("training").get<std::size_t>()] = std::move(noted);
      ++count;
    } catch (const json::exception&) {
      continue;
    }
  }
  return count;
}

std::string StudyNotes::line(std::size_t index, const Entry& entry) const {
  return json{{"study", mFingerprint},
              {"training", index},
              {"probabilities", entry.probabilities},
              {"training_accuracy", entry.trainingAccuracy},
              {"augmented", entry.augmented}}
             .dump() +
         "\n";
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
  const std::lock_guard<std::mutex> lock(mGuard);
  append(line(index, entry));
  ++mAdded;
}

} // namespace prospectivity
