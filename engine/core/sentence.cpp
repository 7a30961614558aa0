#include "engine/core/sentence.h"

namespace prospectivity {

SentenceValue::SentenceValue(std::string text) : mText(std::move(text)) {}

SentenceValue::SentenceValue(const char* text) : mText(text) {}

SentenceValue::SentenceValue(Subject subject) : mSubject(subject) {}

SentenceValue::SentenceValue(const Sentence& sentence)
    : mSentence(std::make_shared<const Sentence>(sentence)) {}

std::string SentenceValue::text(const SubjectNames& names) const {
  if (mSentence)
    return mSentence->text(names);
  return mSubject ? names(*mSubject) : mText;
}

std::optional<Subject> Sentence::subject() const {
  return mValues.empty() ? std::nullopt : mValues.front().subject();
}

std::string Sentence::text(const SubjectNames& names) const {
  if (mValues.empty())
    return mPattern;
  std::string text;
  for (std::size_t i = 0; i < mPattern.size(); ++i) {
    const char digit = mPattern[i] == '%' && i + 1 < mPattern.size() ? mPattern[i + 1] : '0';
    const std::size_t place =
        digit >= '1' && digit <= '9' ? static_cast<std::size_t>(digit - '1') : mValues.size();
    if (place >= mValues.size()) {
      text += mPattern[i];
      continue;
    }
    std::string value = mValues[place].text(names);
    if (text.empty() && mValues[place].subject() && !value.empty() && value[0] >= 'a' && value[0] <= 'z')
      value[0] = static_cast<char>(value[0] - 'a' + 'A');
    text += value;
    ++i;
  }
  return text;
}

} // namespace prospectivity
