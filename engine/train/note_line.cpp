#include "engine/train/note_line.h"

namespace prospectivity {

nlohmann::json noteLine(const std::string& line) {
  constexpr int mostNested = 16;
  bool isDeeper = false;
  nlohmann::json note =
      nlohmann::json::parse(line, [&](int depth, nlohmann::json::parse_event_t, nlohmann::json&) {
        isDeeper = isDeeper || depth > mostNested;
        return !isDeeper; // what is left out is not kept either
      });
  return isDeeper ? nlohmann::json() : note;
}

} // namespace prospectivity
