#include "plugin/file_place.h"

#include <QRegularExpression>

namespace prospectivity {

FilePlace filePlaceOf(const QString& place) {
  // Each: what stands before the file, the file, what stands after it.
  static const QRegularExpression forms[] = {
      QRegularExpression(QStringLiteral(R"(^()(\.{0,2}/[^|]*)(.*)$)")),
      QRegularExpression(QStringLiteral(R"(^((?:ogr:)?dbname=')(\.{0,2}/[^']*)('.*)$)")),
      QRegularExpression(QStringLiteral(R"(^((?:\w+:)+")(\.{0,2}/[^"]*)(".*)$)")),
      // Two slashes begin the name of a server.
      QRegularExpression(QStringLiteral(R"(^((?:\w+:)+)(\.{0,2}/(?!/)[^:|]*)(.*)$)"))};
  for (const QRegularExpression& form : forms)
    if (const QRegularExpressionMatch match = form.match(place); match.hasMatch())
      return {match.captured(1), match.captured(2), match.captured(3)};
  return {place, QString(), QString()};
}

} // namespace prospectivity
