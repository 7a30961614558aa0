#include "plugin/run_text.h"

#include "plugin/file_place.h"
#include "plugin/work_account.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QStringList>

#include <algorithm>

namespace prospectivity {

namespace {

const QString timeKey = QStringLiteral("time");
const QString algorithmKey = QStringLiteral("algorithm");
const QString inputsKey = QStringLiteral("inputs");
const QString outputsKey = QStringLiteral("outputs");
const QString endKey = QStringLiteral("end");
const QString inPartKey = QStringLiteral("inPart");
const QString stepKey = QStringLiteral("step");

QString wordOf(EndedRun::End end) {
  switch (end) {
  case EndedRun::End::Done:
    return QStringLiteral("done");
  case EndedRun::End::Cancelled:
    return QStringLiteral("cancelled");
  case EndedRun::End::Failed:
    break;
  }
  return QStringLiteral("failed");
}

EndedRun::End endOf(const QString& word) {
  for (const EndedRun::End end : {EndedRun::End::Done, EndedRun::End::Cancelled})
    if (word == wordOf(end))
      return end;
  return EndedRun::End::Failed;
}

bool isList(const QVariant& value) {
  return value.userType() == QMetaType::QStringList || value.userType() == QMetaType::QVariantList;
}

QString changed(const QString& place, const PathChange& path) {
  const FilePlace parts = filePlaceOf(place);
  return parts.file.isEmpty() ? place : parts.before + path(parts.file) + parts.after;
}

QVariantMap changed(const QVariantMap& places, const PathChange& path) {
  QVariantMap result;
  for (auto place = places.begin(); place != places.end(); ++place) {
    if (!isList(*place)) {
      result.insert(place.key(), changed(place->toString(), path));
      continue;
    }
    QStringList several;
    for (const QString& one : place->toStringList())
      several << changed(one, path);
    result.insert(place.key(), several);
  }
  return result;
}

} // namespace

QString runsAsText(const std::vector<EndedRun>& runs, const PathChange& path) {
  QJsonArray array;
  for (const EndedRun& run : runs) {
    QJsonObject object{{timeKey, run.time.toUTC().toString(Qt::ISODate)},
                       {algorithmKey, run.algorithm},
                       {inputsKey, QJsonObject::fromVariantMap(changed(run.inputs, path))},
                       {outputsKey, QJsonObject::fromVariantMap(changed(run.outputs, path))},
                       {endKey, wordOf(run.end)}};
    if (!run.inPart.isEmpty())
      object.insert(inPartKey, QJsonArray::fromStringList(run.inPart));
    if (run.asStep)
      object.insert(stepKey, *run.asStep);
    array.append(object);
  }
  return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

std::vector<EndedRun> runsFromText(const QString& text, const PathChange& path) {
  std::vector<EndedRun> runs;
  for (const QJsonValue& value : QJsonDocument::fromJson(text.toUtf8()).array()) {
    const QJsonObject object = value.toObject();
    EndedRun run;
    run.time = QDateTime::fromString(object.value(timeKey).toString(), Qt::ISODate);
    run.algorithm = object.value(algorithmKey).toString();
    run.inputs = changed(object.value(inputsKey).toObject().toVariantMap(), path);
    run.outputs = changed(object.value(outputsKey).toObject().toVariantMap(), path);
    run.end = endOf(object.value(endKey).toString());
    run.inPart = object.value(inPartKey).toVariant().toStringList();
    if (object.contains(stepKey))
      run.asStep = object.value(stepKey).toString();
    if (!run.algorithm.isEmpty())
      runs.push_back(run);
  }
  return runs;
}

std::vector<EndedRun> newestRuns(const std::vector<EndedRun>& runs, std::size_t most) {
  const QStringList evidence = WorkAccount(runs, [](const QString&) { return true; }).evidence();
  std::vector<EndedRun> kept;
  QSet<QString> seen;
  QSet<QString> seenEvidence;
  const auto isCollected = [&](const EndedRun& run) {
    const WorkStep* step = run.end == EndedRun::End::Done ? stepOf(run.step()) : nullptr;
    if (step == nullptr)
      return false;
    bool isOne = false;
    for (const ProductAt& given : step->gives) {
      const QString place = run.outputs.value(QString::fromLatin1(given.parameter)).toString();
      if (given.product != Product::Evidence || !evidence.contains(place) || seenEvidence.contains(place))
        continue;
      seenEvidence.insert(place);
      isOne = true;
    }
    return isOne;
  };
  for (auto run = runs.rbegin(); run != runs.rend(); ++run) {
    const bool isLast = run->end == EndedRun::End::Done && !seen.contains(run->step());
    if (run->end == EndedRun::End::Done)
      seen.insert(run->step());
    // Asked of each run, whether it is kept or not: the last run counts that made a layer.
    const bool isEvidence = isCollected(*run);
    if (kept.size() < most || isLast || isEvidence)
      kept.push_back(*run);
  }
  std::reverse(kept.begin(), kept.end());
  return kept;
}

} // namespace prospectivity
