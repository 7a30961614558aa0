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
  static const QRegularExpression heading(QStringLiteral("<h([1-3])>(.*?)</h\\1>"));
  QStringList titles;
  QRegularExpressionMatchIterator found = heading.globalMatch(page);
  while (found.hasNext())
    titles << found.next().captured(2);
  return titles;
}

/// The headline numbers: name and value.
inline std::map<QString, QString> reportFigures(const QString& path) {
  const QString page = reportText(path);
  static const QRegularExpression figure(QStringLiteral("<dt>(.*?)</dt><dd>(.*?)</dd>"));
  std::map<QString, QString> figures;
  QRegularExpressionMatchIterator found = figure.globalMatch(page);
  while (found.hasNext()) {
    const QRegularExpressionMatch match = found.next();
    figures[match.captured(1)] = match.captured(2);
  }
  return figures;
}

/// How the run was made: what it is, and its value.
inline std::map<QString, QString> reportProvenance(const QString& path) {
  const QString page = reportText(path);
  static const QRegularExpression line(QStringLiteral("<th scope=\"row\">(.*?)</th><td>(.*?)</td>"));
  std::map<QString, QString> provenance;
  QRegularExpressionMatchIterator found = line.globalMatch(page);
  while (found.hasNext()) {
    const QRegularExpressionMatch match = found.next();
    provenance[match.captured(1)] = match.captured(2);
  }
  return provenance;
}

} // namespace prospectivity
