#include "processing/frame/layer_texts.h"

#include "engine/core/error.h"
#include "engine/core/name_list.h"
#include "engine/evidence/band_transforms.h"

#include <algorithm>
#include <cstddef>

namespace prospectivity {

namespace {

void append(std::string& text, const std::string& part, const char* separator) {
  if (!part.empty())
    text += (text.empty() ? "" : separator) + part;
}

bool hasValues(LayerTextForm form) {
  return form == LayerTextForm::ValuesOfSome || form == LayerTextForm::UnitsOfSome;
}

const char* separatorOf(LayerTextForm form) {
  return hasValues(form) ? "; " : ", ";
}

std::vector<std::string> partsIn(LayerTextForm form, const std::string& text, const std::string& list) {
  return form == LayerTextForm::ValuesOfSome ? transformParts(text, list)
                                             : partsOf(text, hasValues(form) ? ';' : ',', list);
}

/// A name that an equals sign ends.
std::string nameBeforeSign(const std::string& name) {
  const std::string quoted = quotedName(name);
  return quoted.front() == '"' || name.find('=') == std::string::npos ? quoted : '"' + name + '"';
}

/// The band whose name a part writes, unless something was said of it already; the number of bands for none.
std::size_t freeBand(const std::string& name, const std::vector<std::string>& bands,
                     const std::vector<std::string>& values) {
  const auto found = static_cast<std::size_t>(std::find(bands.begin(), bands.end(), name) - bands.begin());
  return found < bands.size() && values[found].empty() ? found : bands.size();
}

} // namespace

LayerTexts readLayerTexts(LayerTextForm form, const std::string& text, const std::vector<std::string>& bands,
                          const std::string& list) {
  LayerTexts texts;
  texts.values.resize(bands.size());
  const std::vector<std::string> parts = partsIn(form, text, list);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::string& part = parts[i];
    std::size_t band = bands.size();
    std::string value;
    if (form == LayerTextForm::NameOfEach) {
      band = std::min(i, bands.size());
      value = nameIn(part);
    } else if (form == LayerTextForm::NamesOfSome) {
      value = nameIn(part);
      band = freeBand(value, bands, texts.values);
    } else if (const std::size_t sign = part.rfind('='); sign != std::string::npos) {
      value = trimmed(part.substr(sign + 1));
      if (!value.empty())
        band = freeBand(nameIn(part.substr(0, sign)), bands, texts.values);
    }
    if (band < bands.size())
      texts.values[band] = value;
    else
      append(texts.rest, part, separatorOf(form));
  }
  return texts;
}

void checkLayerTexts(LayerTextForm form, const LayerTexts& texts, const std::vector<std::string>& bands,
                     const std::string& list) {
  if (!hasValues(form))
    return;
  for (std::size_t i = 0; i < bands.size(); ++i) {
    const std::vector<std::string> band{bands[i]};
    const LayerTexts alone{{texts.values[i]}, {}};
    bool isRead = false;
    try {
      const LayerTexts back = readLayerTexts(form, writeLayerTexts(form, alone, band), band, list);
      isRead = back.values == alone.values && back.rest.empty();
    } catch (const Error&) {
      isRead = false; // a quotation mark that is not closed
    }
    if (!isRead)
      throw Error(
          "%1: '%2' cannot stand for '%3': write it without semicolons, equals signs and quotation marks.",
          list, texts.values[i], bands[i]);
  }
}

std::string writeLayerTexts(LayerTextForm form, const LayerTexts& texts,
                            const std::vector<std::string>& bands) {
  const auto isSaid = [&](std::size_t i) {
    return !texts.values[i].empty() && (form != LayerTextForm::NameOfEach || texts.values[i] != bands[i]);
  };
  bool hasNames = !texts.rest.empty();
  for (std::size_t i = 0; i < bands.size(); ++i)
    hasNames = hasNames || isSaid(i);
  std::string text;
  for (std::size_t i = 0; i < bands.size(); ++i) {
    const std::string& value = texts.values[i];
    if (form == LayerTextForm::NameOfEach) {
      if (hasNames)
        append(text, quotedName(value.empty() ? bands[i] : value), separatorOf(form));
    } else if (isSaid(i)) {
      append(text,
             form == LayerTextForm::NamesOfSome ? quotedName(bands[i])
                                                : nameBeforeSign(bands[i]) + '=' + value,
             separatorOf(form));
    }
  }
  append(text, texts.rest, separatorOf(form));
  return text;
}

} // namespace prospectivity
