#pragma once

#include "engine/core/sentence.h"

#include <QString>

#include <memory>

class QTranslator;

namespace prospectivity {

/// What Processing says in the language of QGIS. The English text is the key of a translation (i18n/), and
/// what stands where there is none; so an English or unknown language changes no byte. Only what people read
/// in dialogs, legends and the log goes through here: names of parameters, fields and bands, tags, records
/// and tables are the same in every language.
///
/// Texts of one kind stand together in the files of translations, under the name that this gives.
enum class Words {
  Tools,      ///< titles and groups of algorithms, what they do in a line, and their helps
  Parameters, ///< titles of parameters and outputs, and kinds of files
  Entries,    ///< what lists offer to choose from
  Layers,     ///< names of layers in the list of layers, and what their metadata say in prose
  Legends,    ///< legends, and other names for fields
  Sentences   ///< the log and errors, with places for what they speak of
};

QString inLanguage(Words kind, const QString& english);

/// The sentence with its pattern, and those of the sentences in it, in the language of QGIS; as it is where
/// one of them has no translation, so that no sentence is half in one language and half in another.
Sentence inLanguage(const Sentence& english);

/// For those who gave no parameters and know the inputs of the engine by its words, as in the window "Why
/// here?".
QString textInLanguage(const Sentence& english);

/// What translates into the language of a locale as QGIS tells it, such as "zh_CN" or "zh-Hans"; null where
/// the plugin speaks English. Not installed.
std::unique_ptr<QTranslator> translatorFor(const QString& locale);

} // namespace prospectivity
