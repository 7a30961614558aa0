#include "engine/evidence/band_transforms.h"

#include "engine/core/error.h"
#include "engine/core/name_list.h"

#include <locale>
#include <optional>
#include <sstream>

namespace prospectivity {

namespace {

/// The number that a word is as a whole.
std::optional<double> numberOf(const std::string& word) {
  std::istringstream text(word);
  text.imbue(std::locale::classic());
  double number = 0;
  if (!(text >> number) || text.peek() != std::istringstream::traits_type::eof())
    return std::nullopt;
  return number;
}

/// Without the band; nothing where the words are no transform.
std::optional<TransformRequest> requestOf(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> words;
  for (std::string word; stream >> word;)
    words.push_back(word);
  TransformRequest request;
  if (words.size() == 1 && words[0] == "log") {
    request.kind = TransformKind::Log;
    return request;
  }
  if (words.size() == 1 && words[0] == "standardize") {
    request.kind = TransformKind::Standardize;
    return request;
  }
  if (words.empty() || words[0] != "winsorize" || (words.size() != 1 && words.size() != 3))
    return std::nullopt;
  request.kind = TransformKind::Winsorize;
  if (words.size() == 3) {
    const std::optional<double> low = numberOf(words[1]);
    const std::optional<double> high = numberOf(words[2]);
    if (!low || !high || !(*low >= 0 && *low < *high && *high <= 100))
      return std::nullopt;
    request.lowPercent = *low;
    request.highPercent = *high;
  }
  return request;
}

} // namespace

std::vector<TransformRequest> parseTransforms(const std::string& text) {
  std::vector<TransformRequest> result;
  for (const std::string& part : partsOf(text, ';', Subject::Transforms)) {
    const std::size_t sign = part.rfind('=');
    std::optional<TransformRequest> request;
    if (sign != std::string::npos)
      request = requestOf(part.substr(sign + 1));
    if (!request)
      throw Error("%1: '%2' cannot be read: write it like 'W=log; Sn=winsorize 1 99; magnetics=standardize'.",
                  Subject::Transforms, part);
    request->band = nameIn(part.substr(0, sign));
    result.push_back(*request);
  }
  return result;
}

} // namespace prospectivity
