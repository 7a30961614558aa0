#include "engine/core/number_text.h"

#include <cstdio>

namespace prospectivity {

std::string numberText(double value, int digits) {
  char text[32];
  std::snprintf(text, sizeof(text), "%.*g", digits, value);
  return text;
}

} // namespace prospectivity
