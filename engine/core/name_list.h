#pragma once

#include "engine/core/sentence.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace prospectivity {

/// Lists of names as people type them, with one rule for quotation marks everywhere: a name that holds a
/// comma, a semicolon or blanks at its ends, or an equals sign where one ends names, stands in double
/// quotation marks, and one of its own within is doubled ("Cu, ppm","5"" core"). A mark that does not begin a
/// name is a letter as any other.

/// The parts between separators that stand outside of quotation marks, without blanks around them; quotation
/// marks are kept, empty parts left out. Throws Error naming `list` when one is not closed.
///
/// A part may be a list of names itself: `beginsName` says, of a part up to a mark that does not begin it,
/// whether a name begins there; none: never.
std::vector<std::string> partsOf(const std::string& text, char separator, const SentenceValue& list,
                                 const std::function<bool(const std::string& part)>& beginsName = nullptr);

/// Without blanks at its ends.
std::string trimmed(const std::string& text);

/// The name that a part writes.
std::string nameIn(const std::string& part);

/// Both together.
std::vector<std::string> namesIn(const std::string& text, char separator, const SentenceValue& list);

/// A name as a list of either separator holds it: in quotation marks where it needs them. An equals sign
/// alone needs none there, since it ends a name only in texts such as W=log; a name that is to be written
/// before one stands in marks.
std::string quotedName(const std::string& name);

/// Where a name stands among others. Databases write the names of columns in letters of one case: where none
/// is the same, one that differs in case alone (ASCII) is it, unless there are several. Nothing without any.
std::optional<std::size_t> placeOfName(const std::string& name, const std::vector<std::string>& names);

} // namespace prospectivity
