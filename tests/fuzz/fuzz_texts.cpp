#include "engine/core/choices.h"
#include "engine/core/error.h"
#include "engine/core/layer_transform.h"
#include "engine/core/name_list.h"
#include "engine/core/number_text.h"
#include "engine/evidence/band_transforms.h"
#include "engine/evidence/band_units.h"
#include "engine/model/scaling.h"
#include "engine/network/layer_sizes.h"
#include "engine/network/network.h"
#include "engine/order/feature_order.h"
#include "engine/predict/target_levels.h"
#include "engine/samples/class_record.h"
#include "engine/samples/feature_record.h"
#include "engine/samples/label_coding.h"
#include "engine/samples/text_numbers.h"
#include "processing/frame/layer_texts.h"
#include "tests/fuzz/require.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

/// Texts that people type for parameters, and those that go with samples and bands. The first letter says
/// which one it is. What can be read must mean the same when it is written and read again.

using namespace prospectivity;

namespace {

const std::vector<std::string>& features() {
  static const std::vector<std::string> names{"W", "Sn", "Cu, ppm", "rock=granite", "5\" core", ""};
  return names;
}

std::string listOf(const std::vector<std::string>& names, char separator) {
  std::string text;
  for (const std::string& name : names)
    text += quotedName(name) + separator;
  return text;
}

void readNames(const std::string& text, char separator) {
  std::vector<std::string> names = namesIn(text, separator, "NAMES");
  names.erase(std::remove(names.begin(), names.end(), std::string()), names.end());
  require(namesIn(listOf(names, separator), separator, "NAMES") == names, "a list of names changes");
}

void readTransforms(const std::string& text) {
  const StackTransforms transforms = parseTransforms(text);
  for (const LogRatioGroup& group : transforms.groups) {
    if (std::find(group.members.begin(), group.members.end(), std::string()) != group.members.end())
      continue;
    const std::vector<LogRatioGroup> back = parseTransforms(group.text()).groups;
    require(back.size() == 1 && back[0].kind == group.kind && back[0].members == group.members &&
                back[0].zeros == group.zeros,
            "a group of log-ratios changes");
  }
  for (const TransformRequest& request : transforms.bands) {
    if (request.band.empty())
      continue;
    std::string again = quotedName(request.band) + "=";
    if (request.kind == TransformKind::Winsorize)
      again += "winsorize " + numberText(request.lowPercent, 17) + " " + numberText(request.highPercent, 17);
    else
      again += request.kind == TransformKind::Log ? "log" : "standardize";
    const std::vector<TransformRequest> back = parseTransforms(again).bands;
    require(back.size() == 1 && back[0].band == request.band && back[0].kind == request.kind &&
                back[0].lowPercent == request.lowPercent && back[0].highPercent == request.highPercent,
            "a transform changes");
  }
}

void readUnits(const std::string& text) {
  for (const UnitRequest& request : parseUnits(text)) {
    const std::vector<UnitRequest> back = parseUnits(quotedName(request.band) + "=" + request.unit);
    require(back.size() == 1 && back[0].band == request.band && back[0].unit == request.unit,
            "a unit changes");
  }
}

/// As the table of a dialog does, which shows it and writes it again. The first letter says which table.
void readTable(const std::string& text) {
  if (text.empty())
    return;
  const auto form = static_cast<LayerTextForm>(static_cast<unsigned char>(text[0]) % 4U);
  const std::vector<std::string> bands{"W", "Sn", "Cu, ppm", "rock=granite", "5\" core"};
  const LayerTexts texts = readLayerTexts(form, text.substr(1), bands, "TABLE");
  require(texts.values.size() == bands.size(), "a table has another length");
  checkLayerTexts(form, texts, bands, "TABLE");
  const std::string written = writeLayerTexts(form, texts, bands);
  require(writeLayerTexts(form, readLayerTexts(form, written, bands, "TABLE"), bands) == written,
          "a table changes");
}

void readLayerTransform(const std::string& text) {
  const std::optional<LayerTransform> transform = LayerTransform::read(text);
  if (!transform)
    return;
  for (const float value : {-1.0F, 0.0F, 1e30F})
    (*transform)(value);
  transform->words();
  const std::optional<LayerTransform> back = LayerTransform::read(transform->text());
  require(back && back->text() == transform->text(), "a transform of a layer changes");
}

void readRecord(const std::string& text) {
  std::vector<FeatureDescription> descriptions(features().size());
  if (readTransformRecord(text, features(), descriptions))
    for (const FeatureDescription& description : descriptions)
      require(description.transform.empty() || LayerTransform::read(description.transform).has_value(),
              "a record holds no transform");
  if (readNatureRecord(text, features(), descriptions))
    for (const FeatureDescription& description : descriptions)
      require(description.kind != FeatureKind::Unknown || description.unit.empty(),
              "a unit of nothing known");
  if (readClassRecord(text, features(), descriptions))
    for (const FeatureDescription& description : descriptions) {
      FeatureDescription back;
      require((description.classes.empty() && description.joined.empty()) ||
                  (back.setClasses(description.classText()) && back.classes == description.classes &&
                   back.joined == description.joined),
              "names of classes change");
    }
  require(descriptions.size() == features().size(), "a record has another length");
}

void readShape(const std::string& text) {
  NetworkShape shape;
  shape.features = 30;
  const std::size_t half = text.size() / 2;
  shape.filters = parseLayerSizes(text.substr(0, half), "FILTERS");
  shape.dense = parseLayerSizes(text.substr(half), "DENSE");
  for (const int window : {1, 9}) {
    shape.window = window;
    shape.check();
    require(shape.flattened() > 0, "a network has no units");
  }
}

void readLabels(const std::string& text) {
  const std::vector<std::string> labels = namesIn(text, ';', "LABEL");
  TextColumn column;
  for (const std::string& label : labels)
    column.add(label);
  require(column.numbers() <= column.values(), "more numbers than values");
  if (const std::optional<LabelCoding> coding = LabelCoding::of(labels))
    for (const std::string& label : labels)
      coding->labelOf(label);
}

void readText(char which, const std::string& text) {
  switch (which) {
  case 't':
    readTransforms(text);
    break;
  case 'n':
    readNames(text, ',');
    break;
  case 'p':
    for (const std::string& pair : partsOf(text, ';', "PAIRS"))
      readNames(pair, ',');
    break;
  case 'f':
    readNames(text, ';');
    break;
  case 'u':
    readUnits(text);
    break;
  case 'b':
    readTable(text);
    break;
  case 'o':
    require(customOrder(features(), namesIn(text, ',', "CUSTOM_ORDER")).size() == features().size(),
            "an order has another length");
    break;
  case 's':
    parseShares(text, "LEVELS");
    break;
  case 'd':
    readShape(text);
    break;
  case 'l':
    readLayerTransform(text);
    break;
  case 'r':
    readRecord(text);
    break;
  case 'c':
    for (const Choices& choices : {poolingChoices(), scalingChoices(), orderingChoices()})
      numberOf(choices, text);
    break;
  default:
    readLabels(text);
  }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0)
    return 0;
  std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
  std::replace(text.begin(), text.end(), '\0', ' '); // nobody types it, and a sentence would end there
  try {
    readText(static_cast<char>(data[0]), text);
  } catch (const Error& error) {
    const std::string sentence = error.what();
    require(sentence.size() > 1 && sentence[0] >= 'A' && sentence[0] <= 'Z' && sentence.back() == '.',
            "an error is no sentence on a parameter");
  }
  return 0;
}
