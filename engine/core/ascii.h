#pragma once

#include <algorithm>
#include <string>

namespace prospectivity {

/// Letters, digits and blanks of ASCII, whatever the locale of the process says: tolower() and its kin follow
/// that, and in one of 8 bits take the bytes of which UTF-8 makes other letters for letters of their own.

inline bool isDigit(char character) {
  return character >= '0' && character <= '9';
}

inline bool isLetter(char character) {
  return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
}

inline bool isBlank(char character) {
  return character == ' ' || (character >= '\t' && character <= '\r');
}

inline char lowered(char character) {
  return character >= 'A' && character <= 'Z' ? static_cast<char>(character - 'A' + 'a') : character;
}

inline char raised(char character) {
  return character >= 'a' && character <= 'z' ? static_cast<char>(character - 'a' + 'A') : character;
}

inline std::string lowered(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char character) { return lowered(character); });
  return text;
}

} // namespace prospectivity
