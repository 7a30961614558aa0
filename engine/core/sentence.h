#pragma once

#include "engine/core/subject.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace prospectivity {

class Sentence;

/// What whoever shows a sentence calls a subject.
using SubjectNames = std::function<std::string(Subject)>;

/// What stands in a place of a sentence: text, a whole number, a subject, or another sentence. Other numbers
/// are given as text, with the digits that suit them (numberText()).
class SentenceValue {
 public:
  SentenceValue(std::string text);
  SentenceValue(const char* text);
  SentenceValue(Subject subject);
  SentenceValue(const Sentence& sentence);
  template <class Integer, std::enable_if_t<std::is_integral_v<Integer> && !std::is_same_v<Integer, bool> &&
                                                !std::is_same_v<Integer, char>,
                                            int> = 0>
  SentenceValue(Integer number) : SentenceValue(std::to_string(number)) {}

  std::optional<Subject> subject() const { return mSubject; }
  const Sentence* sentence() const { return mSentence.get(); } ///< null where it is none
  std::string text(const SubjectNames& names) const;

 private:
  std::string mText;
  std::optional<Subject> mSubject;
  std::shared_ptr<const Sentence> mSentence;
};

/// A sentence for the user that knows what it was made of, so that others can put their own names to what it
/// speaks of, and translate it:
///
///     Sentence("%1 is %2, but must be below %3.", Subject::CellSize, size, 10)
///
/// is "Cell size is 30, but must be below 10." in the engine's words, and begins with CELL_SIZE where a
/// dialog calls the cell size so. The pattern with its places, %1 to %9, is the id by which a translation
/// finds the sentence, as in gettext; a translation may have the places in another order. By convention %1 is
/// what the sentence is about, if that is a subject.
///
/// Text without values is a sentence as it stands: a file called '%1' stays one. Values are not searched for
/// places either. Immutable, and safe to copy between threads.
class Sentence {
 public:
  /// As it stands.
  Sentence(std::string ready) : mPattern(std::move(ready)) {}
  Sentence(const char* ready) : mPattern(ready) {}

  /// A pattern and one value per place. It is a literal, so that nothing that users named gets into it.
  template <std::size_t Size, class First, class... Others>
  Sentence(const char (&pattern)[Size], First&& first, Others&&... others)
      : Sentence(std::string(pattern), {SentenceValue(std::forward<First>(first)),
                                        SentenceValue(std::forward<Others>(others))...}) {}

  /// For translations: the pattern in another language, and the values of this one. A place without a value
  /// stays as it is written.
  Sentence(std::string pattern, std::vector<SentenceValue> values)
      : mPattern(std::move(pattern)), mValues(std::move(values)) {}

  const std::string& pattern() const { return mPattern; }
  const std::vector<SentenceValue>& values() const { return mValues; }

  /// What the sentence is about; nothing where that is no input of the engine, such as a file.
  std::optional<Subject> subject() const;

  /// With the names that the reader knows, or in the engine's words. It begins with a capital letter where it
  /// begins with a subject.
  std::string text(const SubjectNames& names) const;
  std::string text() const { return text(wordsOf); }

 private:
  std::string mPattern;
  std::vector<SentenceValue> mValues;
};

} // namespace prospectivity
