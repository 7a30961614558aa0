#pragma once

#include <string>

namespace prospectivity {

/// Writes a file whole or not at all: under a temporary name in the same folder, renamed at the end. False
/// when that failed and nothing is left behind; what the user should do depends on what was written.
[[nodiscard]] bool writeWholeFile(const std::string& path, const std::string& bytes);

} // namespace prospectivity
