#pragma once

#include <QString>

namespace prospectivity {

/// A help as users read it, of one that stands in the source as prose does: a raw string literal whose lines
/// are broken where the source's width asks for it. A line break becomes a blank, and stays one in front of a
/// line that is set in by blanks (which go), such as an item of a list. Blank lines part paragraphs, and
/// breaks at either end go. It is translated as a whole into the language of QGIS.
QString helpText(const char* text);

} // namespace prospectivity
