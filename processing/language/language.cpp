#include "processing/language/language.h"

#include <QCoreApplication>
#include <QStringList>
#include <QTranslator>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace prospectivity {

namespace {

const char* contextOf(Words kind) {
  switch (kind) {
  case Words::Tools:
    return "Tools";
  case Words::Parameters:
    return "Parameters";
  case Words::Entries:
    return "Entries";
  case Words::Layers:
    return "Layers";
  case Words::Legends:
    return "Legends";
  case Words::Sentences:
    break;
  }
  return "Sentences";
}

/// A pattern of places and signs alone reads the same everywhere.
bool hasWords(const std::string& pattern) {
  return std::any_of(pattern.begin(), pattern.end(), [](char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
  });
}

std::optional<Sentence> translated(const Sentence& english) {
  std::vector<SentenceValue> values;
  for (const SentenceValue& value : english.values()) {
    if (value.sentence() == nullptr) {
      values.push_back(value);
      continue;
    }
    const std::optional<Sentence> part = translated(*value.sentence());
    if (!part)
      return std::nullopt;
    values.emplace_back(*part);
  }
  std::string pattern = inLanguage(Words::Sentences, QString::fromStdString(english.pattern())).toStdString();
  if (pattern == english.pattern() && hasWords(pattern))
    return std::nullopt;
  return Sentence(std::move(pattern), std::move(values));
}

/// The script of a Chinese locale: "zh-Hant" and the places where it is written are not what the translation
/// is in.
bool isSimplifiedChinese(const QString& locale) {
  const QStringList parts =
      QString(locale).replace(QLatin1Char('-'), QLatin1Char('_')).split(QLatin1Char('_'));
  if (parts.first().toLower() != QLatin1String("zh"))
    return false;
  if (parts.contains(QStringLiteral("Hans"), Qt::CaseInsensitive))
    return true;
  for (const char* traditional : {"Hant", "TW", "HK", "MO"})
    if (parts.contains(QLatin1String(traditional), Qt::CaseInsensitive))
      return false;
  return true;
}

} // namespace

QString inLanguage(Words kind, const QString& english) {
  return english.isEmpty() ? english
                           : QCoreApplication::translate(contextOf(kind), english.toUtf8().constData());
}

Sentence inLanguage(const Sentence& english) {
  return translated(english).value_or(english);
}

QString textInLanguage(const Sentence& english) {
  const std::optional<Sentence> told = translated(english);
  if (!told)
    return QString::fromStdString(english.text());
  return QString::fromStdString(told->text([](Subject subject) {
    return inLanguage(Words::Sentences, QString::fromLatin1(wordsOf(subject))).toStdString();
  }));
}

std::unique_ptr<QTranslator> translatorFor(const QString& locale) {
  auto translator = std::make_unique<QTranslator>();
  if (!isSimplifiedChinese(locale) ||
      !translator->load(QStringLiteral(":/prospectivity/i18n/prospectivity_zh.qm")))
    return nullptr;
  return translator;
}

} // namespace prospectivity
