#include "engine/core/secrets.h"

#include "engine/core/ascii.h"

#include <algorithm>
#include <cstddef>

namespace prospectivity {

namespace {

constexpr const char* hidden = "***";

/// What ends an address in a text: addresses spell these by their numbers.
constexpr const char* endOfAddress = " \t\r\n'\"<>|";

std::size_t endFrom(const std::string& text, std::size_t begin, const char* signs) {
  return std::min(text.find_first_of(signs, begin), text.size());
}

/// Hides [begin, end) and returns the place behind what stands there now.
std::size_t hide(std::string& text, std::size_t begin, std::size_t end) {
  if (begin == end)
    return end;
  text.replace(begin, end - begin, hidden);
  return begin + std::char_traits<char>::length(hidden);
}

/// Whether `word`, in small letters, stands in front of a place, in any.
bool endsWith(const std::string& text, std::size_t place, const std::string& word) {
  return place >= word.size() && lowered(text.substr(place - word.size(), word.size())) == word;
}

void hideInAddresses(std::string& text) {
  const std::string scheme = "://";
  for (std::size_t at = text.find(scheme); at != std::string::npos; at = text.find(scheme, at)) {
    // Of this machine: what follows says how a layer in memory is made, or how a file is read.
    const bool isHere = endsWith(text, at, "memory") || endsWith(text, at, "file");
    at += scheme.size();
    if (isHere)
      continue;
    const std::size_t host = endFrom(text, at, (std::string(endOfAddress) + "/?#").c_str());
    // The last one: passwords may hold the sign.
    const std::size_t sign = text.rfind('@', host);
    if (sign != std::string::npos && sign >= at && sign < host)
      at = hide(text, at, sign);
    const std::size_t end = endFrom(text, at, endOfAddress);
    const std::size_t query = text.find('?', at);
    at = query < end ? hide(text, query + 1, end) : end;
  }
}

/// GDAL's form of an address with options, "/vsicurl?header.Authorization=...&url=...", also as a layer's
/// name, which is what stands behind the last slash.
void hideOptions(std::string& text) {
  const std::string begin = "vsicurl?";
  for (std::size_t at = text.find(begin); at != std::string::npos; at = text.find(begin, at)) {
    at += begin.size();
    at = hide(text, at, endFrom(text, at, endOfAddress));
  }
}

/// The place of the sign that ends a text in quotation marks or apostrophes; those behind a backslash do not.
std::size_t endOfQuoted(const std::string& text, std::size_t begin, char quote) {
  std::size_t at = begin;
  while (at < text.size() && text[at] != quote)
    at += text[at] == '\\' ? 2 : 1;
  return std::min(at, text.size());
}

/// `name`: in small letters.
void hideValues(std::string& text, const std::string& name) {
  for (std::size_t at = lowered(text).find(name); at != std::string::npos;
       at = lowered(text).find(name, at)) {
    at += name.size();
    const char quote = at < text.size() ? text[at] : ' ';
    if (quote == '\'' || quote == '"')
      at = hide(text, at + 1, endOfQuoted(text, at + 1, quote));
    else
      at = hide(text, at, endFrom(text, at, (std::string(endOfAddress) + "&").c_str()));
  }
}

void hideCredentials(std::string& text) {
  const std::string begin = "|credential:";
  for (std::size_t at = text.find(begin); at != std::string::npos; at = text.find(begin, at)) {
    at += begin.size();
    const std::size_t end = endFrom(text, at, "|");
    const std::size_t equals = text.find('=', at);
    at = equals < end ? hide(text, equals + 1, end) : end;
  }
}

} // namespace

std::string withoutSecrets(const std::string& text) {
  std::string shown = text;
  hideCredentials(shown);
  hideOptions(shown);
  hideInAddresses(shown);
  for (const char* name : {"authcfg=", "password=", "passwd=", "pwd="})
    hideValues(shown, name);
  return shown;
}

} // namespace prospectivity
