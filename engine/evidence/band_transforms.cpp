#include "engine/evidence/band_transforms.h"

#include "engine/core/error.h"
#include "engine/core/name_list.h"

#include <cmath>
#include <locale>
#include <optional>
#include <sstream>
#include <utility>

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

constexpr const char* centred = "clr(";
constexpr const char* isometric = "ilr(";
constexpr std::size_t groupStart = 4; ///< letters of either

bool beginsGroup(const std::string& part) {
  return part.compare(0, groupStart, centred) == 0 || part.compare(0, groupStart, isometric) == 0;
}

/// Names of a group may stand in quotation marks of their own.
bool beginsMember(const std::string& part) {
  if (!beginsGroup(part))
    return false;
  const std::size_t last = part.find_last_not_of(" \t\r\n");
  return last + 1 == groupStart || part[last] == ',';
}

/// The numbers after the members of a group; nothing where the words are none.
std::optional<std::vector<double>> zerosIn(const std::string& text) {
  std::istringstream stream(text);
  std::vector<double> zeros;
  std::string word;
  if (!(stream >> word))
    return zeros;
  if (word != "zeros")
    return std::nullopt;
  while (stream >> word) {
    const std::optional<double> zero = numberOf(word);
    if (!zero || !(*zero > 0) || !std::isfinite(*zero))
      return std::nullopt;
    zeros.push_back(*zero);
  }
  if (zeros.empty())
    return std::nullopt;
  return zeros;
}

/// Nothing where the part is no group: every transform of one band ends in another way.
std::optional<LogRatioGroup> groupOf(const std::string& part) {
  const std::size_t close = part.rfind(')');
  if (!beginsGroup(part) || close == std::string::npos)
    return std::nullopt;
  const std::optional<std::vector<double>> zeros = zerosIn(part.substr(close + 1));
  if (!zeros)
    return std::nullopt;
  LogRatioGroup group;
  group.kind = part.compare(0, groupStart, centred) == 0 ? LogRatioKind::Centred : LogRatioKind::Isometric;
  group.members = namesIn(part.substr(groupStart, close - groupStart), ',', Subject::Transforms);
  group.zeros = *zeros;
  if (group.members.empty())
    return std::nullopt;
  if (group.members.size() == 1)
    throw Error(
        "%1: '%2' has one layer, but a log-ratio is made of two at least: name the others, or write a "
        "logarithm of this one.",
        Subject::Transforms, part);
  if (group.zeros.size() == 1)
    group.zeros.resize(group.members.size(), group.zeros[0]);
  if (!group.zeros.empty() && group.zeros.size() != group.members.size())
    throw Error("%1: '%2' has %3 numbers for zeros and %4 layers: give one number, or one for each layer.",
                Subject::Transforms, part, group.zeros.size(), group.members.size());
  return group;
}

} // namespace

std::vector<std::string> transformParts(const std::string& text, const SentenceValue& list) {
  return partsOf(text, ';', list, beginsMember);
}

StackTransforms parseTransforms(const std::string& text) {
  StackTransforms result;
  for (const std::string& part : transformParts(text)) {
    if (std::optional<LogRatioGroup> group = groupOf(part)) {
      result.groups.push_back(*std::move(group));
      continue;
    }
    const std::size_t sign = part.rfind('=');
    std::optional<TransformRequest> request;
    if (sign != std::string::npos)
      request = requestOf(part.substr(sign + 1));
    if (!request)
      throw Error("%1: '%2' cannot be read: write it like 'W=log; Sn=winsorize 1 99; magnetics=standardize; "
                  "clr(Cu, Zn, Pb)'.",
                  Subject::Transforms, part);
    request->band = nameIn(part.substr(0, sign));
    result.bands.push_back(*request);
  }
  return result;
}

} // namespace prospectivity
