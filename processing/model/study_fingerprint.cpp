#include "processing/model/study_fingerprint.h"

#include "engine/core/error.h"
#include "engine/reference/tree_grower.h"
#include "engine/train/computed_with.h"
#include "processing/frame/given_parameters.h"

#include <QCryptographicHash>
#include <QDir>
#include <QStandardPaths>

#include <set>
#include <string>

namespace prospectivity {

namespace {

/// Another word wherever the same parameters begin to give other trainings between two versions: those that
/// were noted before do not belong to the study then.
constexpr const char* recipe =
    "classes judged by the whole table, codes mixed by the larger share, 500 trees";

} // namespace

ComputedWith trainedWith() {
  ComputedWith computed = computedWith();
  try {
    computed.treeLibrary = treeGrower().version();
  } catch (const Error&) { // baselinesBeside() tells that there is none
  }
  return computed;
}

QString studyFingerprint(const SampleTable& table, const GivenOptions& parameters,
                         const ComputedWith& computed) {
  QCryptographicHash hash(QCryptographicHash::Sha256);
  const auto add = [&](const std::string& text) {
    hash.addData(text.data(), static_cast<int>(text.size() + 1));
  };
  for (const auto& [name, option] : parameters) {
    add(name);
    add(optionText(option));
  }
  add(PROSPECTIVITY_VERSION);
  add(recipe);
  // Not linesOf(), whose words are in the reader's language.
  for (const std::string* part : {&computed.blas, &computed.blasKernels, &computed.instructions,
                                  &computed.trainingLibrary, &computed.trainingLibraryKernels,
                                  &computed.treeLibrary, &computed.productLibrary, &computed.mathLibrary})
    add(*part);
  for (const std::string& feature : table.features)
    add(feature);
  for (const FeatureDescription& described : table.descriptions) {
    add(described.nature());
    add(described.unit);
    add(described.transform);
    add(described.classText());
  }
  for (const std::string& feature : table.classes.value_or(std::set<std::string>()))
    add("class " + feature);
  hash.addData(reinterpret_cast<const char*>(table.values.data()),
               static_cast<int>(table.values.size() * static_cast<Eigen::Index>(sizeof(double))));
  for (std::size_t i = 0; i < table.size(); ++i)
    add(std::to_string(table.labels[i]) + " " + std::to_string(table.ids[i]) + " " + table.origins[i] + " " +
        std::to_string(table.parentA[i].value_or(-1)) + " " + std::to_string(table.parentB[i].value_or(-1)) +
        " " + std::to_string(table.points[i].x) + " " + std::to_string(table.points[i].y));
  return QString::fromLatin1(hash.result().toHex());
}

QString studyNotesFile(const QString& fingerprint, const std::optional<Shard>& shard) {
  QString folder = QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation);
  if (folder.isEmpty())
    folder = QDir::tempPath();
  folder += QStringLiteral("/prospectivity-lens");
  QDir().mkpath(folder);
  const QString part = shard ? QStringLiteral("-%1-of-%2").arg(shard->number).arg(shard->count) : QString();
  return folder + QStringLiteral("/study-") + fingerprint.left(16) + part + QStringLiteral(".jsonl");
}

} // namespace prospectivity
