#pragma once

#include <string>

namespace prospectivity {

/// Text of a user (a feature may be called `<b>"x"`) made safe for a place in a page.
std::string escapeHtml(const std::string& text);

/// JSON inside a script element: nothing in it may end the element.
std::string escapeScript(const std::string& json);

/// Percent-encoding of everything but letters, digits and -._~ (RFC 3986).
std::string escapeUrl(const std::string& text);

} // namespace prospectivity
