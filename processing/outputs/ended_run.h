#pragma once

#include <QDateTime>
#include <QString>
#include <QStringList>
#include <QVariantMap>

#include <functional>
#include <optional>

namespace prospectivity {

/// A run of one of the provider's algorithms that has come to its end, whoever started it: a dialog, a model,
/// a batch or a script.
struct EndedRun {
  enum class End { Done, Cancelled, Failed };

  QDateTime time;    ///< when it ended, UTC
  QString algorithm; ///< id
  QVariantMap
      inputs; ///< layers and files that it was given, by parameter: see givenData() (processing/frame)
  QVariantMap
      outputs; ///< layers and files that it made, by parameter: paths, sources, ids of layers in memory
  End end = End::Done;
  QString failure; ///< the sentence, where it failed
  /// Names of the parameters that were given some features of their layer alone: see givenInPart().
  QStringList inPart = {};
  QDateTime began = {}; ///< UTC; where it is known

  /// The algorithm whose step of the work it is, where that is not its own: what joins parts of a map makes
  /// the map. Empty: none, as what makes a part is no step.
  std::optional<QString> asStep = std::nullopt;

  /// The algorithm whose step it is; empty for none.
  QString step() const { return asStep.value_or(algorithm); }
};

bool operator==(const EndedRun& a, const EndedRun& b);

/// Who keeps an account of runs, in place of whoever did; an empty function ends it. The panel of QGIS
/// Desktop does, and nobody in qgis_process. It is called in the thread of the run and throws nothing.
/// Thread-safe.
void keepAccountBy(std::function<void(const EndedRun&)> keeper);

/// Whether anybody does, so that nothing is looked up for nobody. Thread-safe.
bool isAccountKept();

/// Hands a run to whoever keeps an account, without the passwords of databases, and those and the queries of
/// addresses (withoutSecrets()). Thread-safe.
void account(const EndedRun& run);

} // namespace prospectivity
