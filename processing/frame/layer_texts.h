#pragma once

#include <string>
#include <vector>

namespace prospectivity {

/// What one text says of several layers, as a table shows it: a line for each band, in the text's own words.

enum class LayerTextForm {
  NameOfEach,   ///< "W, Sn": one name per band, in their order, or nothing
  NamesOfSome,  ///< "geology, \"soil, type\"": the bands that something holds for
  UnitsOfSome,  ///< "W=ppm; Sn=g/t": something of bands, each for itself
  ValuesOfSome, ///< "W=log; Sn=winsorize 1 99; clr(Cu, Zn)": something of bands, or of groups of them
};

struct LayerTexts {
  /// For each band what is said of it, empty where nothing is: its new name, its name, or its value.
  std::vector<std::string> values;
  std::string rest; ///< parts of the text that belong to none of the bands alone, as they stand there
};

/// Throws Error that begins with `list` where a quotation mark is not closed.
LayerTexts readLayerTexts(LayerTextForm form, const std::string& text, const std::vector<std::string>& bands,
                          const std::string& list);

/// Throws Error that begins with `list` where a value cannot be written so that reading it gives it again.
void checkLayerTexts(LayerTextForm form, const LayerTexts& texts, const std::vector<std::string>& bands,
                     const std::string& list);

/// The text that says so; reading it gives the same. Of NameOfEach a band without a new name keeps its own,
/// and where no band has a new one the text is empty.
std::string writeLayerTexts(LayerTextForm form, const LayerTexts& texts,
                            const std::vector<std::string>& bands);

} // namespace prospectivity
