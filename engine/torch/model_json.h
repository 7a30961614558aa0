#pragma once

#include "engine/torch/model_codec.h"

#include <nlohmann/json.hpp>

namespace prospectivity {

/// `prospectivity.json` of a model file.
///
///   format, format_version
///   kind            id of the kind of model; a file without it holds networks
///   features        names in the order in which rows are given
///   members         what the kind's codec describes. Networks: order (indices into features), scaling
///                   (method, center, scale, and classes where codes of features are encoded: feature,
///                   codes, values, other) and architecture (filters, kernel, pooling, dense, dropout,
///                   window; thresholds, presence and fill where a network has them) and, where it has,
///                   channels (knots and fill of each feature, scaled; of codes, the scaled number of
///                   one). Logistic regressions: scaling, intercept, weights (of scaled features).
///                   Forests and boosting: trees, nodes (how many; they are tensors), and classes as in
///                   scaling. All three where they take missing values: fill (of each feature; codes as
///                   codes) and presence; regressions presence_weights. Weights of evidence: layers
///                   (coded, bounds of classes or codes, deposits and non_deposits per class),
///                   missing (true: missing layers weigh 0)
///   weights_crc32   networks: checksum of the members' weights, in the order of the layers
///   trees_crc32     forests and boosting: checksum of the members' trees
///   background      rows of observed training samples in original units; null: a value is missing
///   training        values: all observed training samples (windowed models: means over the window);
///                   folds: which fold tested each, -1 none. Optional: older files have none
///   transforms      what was done to the layers of the features, as LayerTransform::text(). Optional
///   natures         their kinds and units, as FeatureDescription::nature(). Optional
///   classes         what the classes of codes are called, as FeatureDescription::classText(). Optional
///   record          what jsonOf(TrainingRecord) writes (record_json.h)
nlohmann::json jsonOf(const Model& model);

const ModelCodec& codecOf(const Model& model);

/// The way back, with the tensors of the file. Throws a std::exception for another form.
std::unique_ptr<Model> modelOf(const nlohmann::json& json, StoredModel& stored);

} // namespace prospectivity
