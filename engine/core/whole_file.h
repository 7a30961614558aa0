#pragma once

#include <string>

namespace prospectivity {

/// The name under which a file is written until it is whole: beside it, hidden, with its ending. It holds the
/// process and a number of its own, so that two runs that write the same file never share one. Thread-safe.
std::string partNameFor(const std::string& path);

/// Writes a file whole or not at all: under partNameFor(), renamed at the end. False when that failed and
/// nothing is left behind; what the user should do depends on what was written.
[[nodiscard]] bool writeWholeFile(const std::string& path, const std::string& bytes);

} // namespace prospectivity
