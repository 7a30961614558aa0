#include "engine/core/for_reader.h"

#include <utility>

namespace prospectivity {

namespace {

std::function<std::string(const Sentence&)>& translation() {
  static std::function<std::string(const Sentence&)> translate;
  return translate;
}

} // namespace

std::string forReader(const Sentence& english) {
  return translation() ? translation()(english) : english.text();
}

void setReaderLanguage(std::function<std::string(const Sentence&)> translate) {
  translation() = std::move(translate);
}

} // namespace prospectivity
