#pragma once

#include "engine/core/sentence.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

namespace prospectivity {

/// A wrong input or a failed resource, told in one sentence for the user: it names the layer, field or input,
/// says what is wrong, and what to do. Never wrapped in technical detail.
///
///     throw Error("%1 must be at least 1: choose a number such as %2.", Subject::Epochs, 200);
///
/// In the engine inputs are subjects: Processing puts the names of its parameters to them when it shows the
/// error. what() tells it in the engine's words. Whoever catches an error to say more passes sentence() on.
class Error : public std::runtime_error {
 public:
  explicit Error(Sentence sentence)
      : std::runtime_error(sentence.text()),
        mSentence(std::make_shared<const Sentence>(std::move(sentence))) {}

  /// A sentence as it stands, whatever is in it.
  explicit Error(std::string ready) : Error(Sentence(std::move(ready))) {}
  explicit Error(const char* ready) : Error(Sentence(ready)) {}

  /// A pattern and one value per place; see Sentence.
  template <std::size_t Size, class First, class... Others>
  Error(const char (&pattern)[Size], First&& first, Others&&... others)
      : Error(Sentence(pattern, std::forward<First>(first), std::forward<Others>(others)...)) {}

  const Sentence& sentence() const { return *mSentence; }

  /// The input that it is about; nothing where it is about something else, such as a file.
  std::optional<Subject> subject() const { return mSentence->subject(); }

 private:
  std::shared_ptr<const Sentence> mSentence; ///< shared, so that a thrown error is copied without fail
};

/// Thrown by Progress::check() after the user has cancelled. Leaves every loop; outputs are not written.
class Cancelled : public std::runtime_error {
 public:
  Cancelled() : std::runtime_error("The run was cancelled.") {}
};

} // namespace prospectivity
