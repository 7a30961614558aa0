#pragma once

#include "engine/core/sentence.h"

#include <functional>
#include <string>

namespace prospectivity {

/// What whoever reads a report sees of what the engine says, in their language; in English where nobody
/// translates, or there is no translation. For texts that people alone read: headings, captions, axes,
/// columns and sentences. What files, tables of results and other programs hold never goes through here.
/// Any thread may ask.
///
///     report.heading(forReader("Learning curves"));
///     report.paragraph(forReader({"%1 samples lack a value.", count}));
std::string forReader(const Sentence& english);

/// Who translates for readers; empty: nobody. A report that is being made goes on in English, or in the other
/// language.
void setReaderLanguage(std::function<std::string(const Sentence&)> translate);

} // namespace prospectivity
