#pragma once

#include <QFile>
#include <QRegularExpression>
#include <QStringList>

namespace prospectivity {

/// What a reader of a report meets from the top: the titles of the page, its parts, charts and tables. Empty
/// when there is no report.
inline QStringList reportTitles(const QString& path) {
  QFile file(path);
  if (!file.open(QIODevice::ReadOnly))
    return {};
  const QString page = QString::fromUtf8(file.readAll());
  static const QRegularExpression heading(QStringLiteral("<h([1-3])>(.*?)</h\\1>"));
  QStringList titles;
  QRegularExpressionMatchIterator found = heading.globalMatch(page);
  while (found.hasNext())
    titles << found.next().captured(2);
  return titles;
}

} // namespace prospectivity
