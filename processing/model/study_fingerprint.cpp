#include "processing/model/study_fingerprint.h"

#include "processing/frame/given_parameters.h"

#include <QCryptographicHash>
#include <QDir>
#include <QStandardPaths>

namespace prospectivity {

namespace {

/// Another word wherever the same parameters begin to give other trainings between two versions: those that
/// were noted before do not belong to the study then.
constexpr const char* recipe = "cosine epochs of the observed samples";

} // namespace

QString studyFingerprint(const SampleTable& table, const GivenOptions& parameters) {
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
  for (const std::string& feature : table.features)
    add(feature);
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
