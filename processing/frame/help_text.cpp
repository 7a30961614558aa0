#include "processing/frame/help_text.h"

#include "processing/language/language.h"

#include <QStringList>

namespace prospectivity {

QString helpText(const char* text) {
  QString help;
  bool startsParagraph = true;
  for (const QString& line : QString::fromUtf8(text).split(QLatin1Char('\n'))) {
    const QString words = line.trimmed();
    if (words.isEmpty()) {
      startsParagraph = true;
      continue;
    }
    if (!help.isEmpty())
      help += startsParagraph                     ? QStringLiteral("\n\n")
              : line.startsWith(QLatin1Char(' ')) ? QStringLiteral("\n")
                                                  : QStringLiteral(" ");
    help += words;
    startsParagraph = false;
  }
  return inLanguage(Words::Tools, help);
}

} // namespace prospectivity
