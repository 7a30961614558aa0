#include "processing/outputs/ended_run.h"

#include "engine/core/secrets.h"

#include <QRegularExpression>
#include <QStringList>

#include <mutex>
#include <utility>

namespace prospectivity {

namespace {

struct Account {
  std::mutex mutex;
  std::function<void(const EndedRun&)> keeper;
};

Account& theAccount() {
  static Account one;
  return one;
}

std::function<void(const EndedRun&)> keeperNow() {
  Account& one = theAccount();
  const std::lock_guard<std::mutex> lock(one.mutex);
  return one.keeper;
}

/// Of a place, or of a sentence that names places.
QString withoutPassword(QString place) {
  // A text in apostrophes holds one of its own behind a backslash.
  static const QRegularExpression password(
      QStringLiteral(R"(\b(?:password|passwd|pwd)\s*=\s*(?:'(?:\\.|[^'\\])*'|\S+)\s*)"),
      QRegularExpression::CaseInsensitiveOption);
  return QString::fromStdString(withoutSecrets(place.remove(password).toStdString()));
}

QVariantMap withoutPasswords(QVariantMap places) {
  for (QVariant& place : places) {
    if (place.userType() != QMetaType::QStringList) {
      place = withoutPassword(place.toString());
      continue;
    }
    QStringList several;
    for (const QString& one : place.toStringList())
      several << withoutPassword(one);
    place = several;
  }
  return places;
}

} // namespace

bool operator==(const EndedRun& a, const EndedRun& b) {
  return a.time == b.time && a.algorithm == b.algorithm && a.inputs == b.inputs && a.outputs == b.outputs &&
         a.end == b.end && a.failure == b.failure && a.inPart == b.inPart && a.began == b.began &&
         a.asStep == b.asStep;
}

void keepAccountBy(std::function<void(const EndedRun&)> keeper) {
  Account& one = theAccount();
  const std::lock_guard<std::mutex> lock(one.mutex);
  one.keeper = std::move(keeper);
}

bool isAccountKept() {
  return static_cast<bool>(keeperNow());
}

void account(const EndedRun& run) {
  // Called outside of the lock, so that a keeper may take its leave.
  const auto keeper = keeperNow();
  if (!keeper)
    return;
  EndedRun told = run;
  told.inputs = withoutPasswords(run.inputs);
  told.outputs = withoutPasswords(run.outputs);
  told.failure = withoutPassword(run.failure);
  keeper(told);
}

} // namespace prospectivity
