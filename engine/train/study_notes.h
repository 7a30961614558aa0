#pragma once

#include "engine/train/cross_validation.h"

#include <atomic>
#include <cstddef>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace prospectivity {

/// What a study has done so far, in a file of one JSON line per finished training.
///
/// Thread-safe. A line that is damaged (the machine went down while writing) or holds no training is ignored.
class StudyNotes {
 public:
  /// What a training leaves behind for the table.
  struct Entry {
    std::vector<double> probabilities;
    double trainingAccuracy = 0;
    std::size_t augmented = 0;
  };

  /// Empty path: nothing is kept. `parts`: notes of runs over parts of the study, which are read as well. The
  /// last line of a training counts. Throws Error when the file cannot be written, and naming a part that
  /// cannot be read or holds no training of this study.
  StudyNotes(std::string path, std::string fingerprint, const std::vector<std::string>& parts = {});

  /// The entry of the training numbered `index`; null when it has not been done.
  const Entry* find(std::size_t index) const;
  /// Keeps what a training gave. Throws Error when the file cannot take it: what is noted stays, and the
  /// study goes on from there once there is room.
  void add(std::size_t index, const Entry& entry);

  /// What a training gave, as the line that stands in notes, and in the parts that others read.
  std::string line(std::size_t index, const Entry& entry) const;

  /// Trainings that earlier runs have left.
  std::size_t found() const { return mFound.size(); }

  /// Trainings that a run after this one will find.
  std::size_t kept() const { return mFound.size() + mAdded; }

 private:
  std::size_t read(const std::string& path);
  void append(const std::string& text) const;

  std::string mPath;
  std::string mFingerprint;
  std::map<std::size_t, Entry> mFound;
  std::mutex mGuard;
  std::atomic<std::size_t> mAdded{0};
};

} // namespace prospectivity
