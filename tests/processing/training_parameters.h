#pragma once

#include <QVariantMap>
#include <qgsvectorlayer.h>

namespace prospectivity {

/// What the tests of traincnn give it: a small network that learns mappedSamples() in a moment, alone and
/// with early stopping. `more` adds to it and overrides it.
inline QVariantMap trainingParameters(QgsVectorLayer* samples, const QString& model,
                                      const QVariantMap& more = {}) {
  QVariantMap result{{"SAMPLES", QVariant::fromValue(samples)},
                     {"FILTERS", "4,8"},
                     {"MEMBERS", 1},
                     {"SCHEDULE", "early-stopping"},
                     {"MIXUP", 0},
                     {"THRESHOLDS", 0},
                     {"EPOCHS", 40},
                     {"BATCH_SIZE", 32},
                     {"LEARNING_RATE", 0.01},
                     {"WEIGHT_DECAY", 1e-4},
                     {"FOLDS", 3},
                     {"MODEL", model}};
  for (auto entry = more.begin(); entry != more.end(); ++entry)
    result.insert(entry.key(), entry.value());
  return result;
}

} // namespace prospectivity
