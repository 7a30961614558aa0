#pragma once

#include <QFile>
#include <QRegularExpression>
#include <QStringList>

#include <map>

namespace prospectivity {

/// What a reader of a report meets; nothing when there is no report.

inline QString reportText(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// The titles of the page, its parts, charts and tables, from the top.
inline QStringList reportTitles(const QString& path) {
  const QString page = reportText(path);
  static const QRegularExpression heading(QStringLiteral("<h([1-3])[^>]*>(.*?)</h\\1>"));
  QStringList titles;
  QRegularExpressionMatchIterator found = heading.globalMatch(page);
  while (found.hasNext())
    titles << found.next().captured(2);
  return titles;
}

/// All pairs that a pattern finds: its first group, and its second.
inline std::map<QString, QString> reportPairs(const QString& path, const char* pattern) {
  const QString page = reportText(path);
  const QRegularExpression pair(QString::fromLatin1(pattern));
  std::map<QString, QString> pairs;
  QRegularExpressionMatchIterator found = pair.globalMatch(page);
  while (found.hasNext()) {
    const QRegularExpressionMatch match = found.next();
    pairs[match.captured(1)] = match.captured(2);
  }
  return pairs;
}

/// The headline numbers: name and value.
inline std::map<QString, QString> reportFigures(const QString& path) {
  return reportPairs(path, "<dt>(.*?)</dt><dd>(.*?)</dd>");
}

/// How the run was made: what it is, and its value.
inline std::map<QString, QString> reportProvenance(const QString& path) {
  return reportPairs(path, "<th scope=\"row\">(.*?)</th><td>(.*?)</td>");
}

} // namespace prospectivity
