#include "engine/raster/band_names.h"

#include <algorithm>
#include <filesystem>
#include <regex>

namespace prospectivity {

namespace {

/// "W" of 'W.img', quotes included as layers call themselves in messages.
std::string stemOf(const RasterSource& layer) {
  std::string name = layer.name();
  if (name.size() > 1 && name.front() == '\'' && name.back() == '\'')
    name = name.substr(1, name.size() - 2);
  return std::filesystem::path(name).stem().string();
}

} // namespace

bool isGenericBandName(const std::string& name) {
  static const std::regex generic(
      "(band|layer|channel|variable)[ _.:#-]*[0-9]*|gr[ae]y|z|z[ _-]?values?|values?|data|grid|raster",
      std::regex::icase);
  return std::regex_match(name, generic);
}

std::vector<std::string> bandNamesOf(const std::vector<RasterSource*>& layers) {
  const auto isInAnother = [&](const RasterSource* own, const std::string& name) {
    return std::any_of(layers.begin(), layers.end(), [&](const RasterSource* layer) {
      const std::vector<std::string>& names = layer->bandNames();
      return layer != own && std::find(names.begin(), names.end(), name) != names.end();
    });
  };
  std::vector<std::string> result;
  for (const RasterSource* layer : layers)
    for (std::size_t band = 0; band < layer->bandNames().size(); ++band) {
      const std::string& name = layer->bandNames()[band];
      const bool isTold = !isGenericBandName(name) || !isInAnother(layer, name);
      result.push_back(isTold ? name : stemOf(*layer) + "_" + std::to_string(band + 1));
    }
  return result;
}

} // namespace prospectivity
