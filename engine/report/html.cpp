#include "engine/report/html.h"

#include "engine/core/ascii.h"

#include <cstdio>

namespace prospectivity {

std::string escapeHtml(const std::string& text) {
  std::string safe;
  for (const char c : text)
    switch (c) {
    case '&':
      safe += "&amp;";
      break;
    case '<':
      safe += "&lt;";
      break;
    case '>':
      safe += "&gt;";
      break;
    case '"':
      safe += "&quot;";
      break;
    default:
      safe += c;
    }
  return safe;
}

std::string escapeScript(const std::string& json) {
  std::string safe;
  for (const char c : json)
    safe += c == '<' ? std::string("\\u003c") : std::string(1, c);
  return safe;
}

std::string escapeUrl(const std::string& text) {
  std::string safe;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (isLetter(c) || isDigit(c) || c == '-' || c == '.' || c == '_' || c == '~') {
      safe += c;
      continue;
    }
    char code[4];
    std::snprintf(code, sizeof(code), "%%%02X", static_cast<unsigned>(byte));
    safe += code;
  }
  return safe;
}

} // namespace prospectivity
