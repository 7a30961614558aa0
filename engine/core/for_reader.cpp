#include "engine/core/for_reader.h"

#include <memory>
#include <utility>

namespace prospectivity {

namespace {

using Translate = std::function<std::string(const Sentence&)>;

/// Read and written as a whole: a run in a thread of its own may be translating while the plugin is switched
/// off, and keeps the one that it took.
std::shared_ptr<const Translate>& translation() {
  static std::shared_ptr<const Translate> translate;
  return translate;
}

} // namespace

std::string forReader(const Sentence& english) {
  const std::shared_ptr<const Translate> translate = std::atomic_load(&translation());
  return translate ? (*translate)(english) : english.text();
}

void setReaderLanguage(Translate translate) {
  std::shared_ptr<const Translate> own;
  if (translate)
    own = std::make_shared<const Translate>(std::move(translate));
  std::atomic_store(&translation(), std::move(own));
}

} // namespace prospectivity
