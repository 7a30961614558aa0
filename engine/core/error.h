#pragma once

#include <stdexcept>

namespace prospectivity {

/// A wrong input or a failed resource, told in one sentence for the user: it names the layer, field or
/// parameter, says what is wrong, and what to do. Shown as it is; never wrapped in technical detail.
class Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Thrown by Progress::check() after the user has cancelled. Leaves every loop; outputs are not written.
class Cancelled : public std::runtime_error {
 public:
  Cancelled() : std::runtime_error("The run was cancelled.") {}
};

} // namespace prospectivity
