#pragma once

#include "engine/model/model.h"

#include <nlohmann/json.hpp>

namespace prospectivity {

/// `prospectivity.json` of a model file: all of a model but the weights.
///
///   format, format_version
///   features        names in the order in which rows are given
///   members         per member: order (indices into features), scaling (method, center, scale) and
///                   architecture (filters, kernel, pooling, dense, dropout, window)
///   background      rows of observed training samples in original units
///   training        values: all observed training samples (windowed models: means over the window);
///                   folds: which fold tested each, -1 none. Optional: older files have none
///   weights_crc32   checksum of the members' weights, in the order of the layers
///   record          seed, options, history, split, metrics, versions, computed_with
nlohmann::json jsonOf(const Model& model);

/// The way back; the networks have shapes and no weights. Throws nlohmann::json::exception or
/// std::invalid_argument for JSON of another form.
Model modelOf(const nlohmann::json& json);

} // namespace prospectivity
