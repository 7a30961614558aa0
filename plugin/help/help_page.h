#pragma once

#include <QList>
#include <QString>

class QgsProcessingAlgorithm;

namespace prospectivity {

/// Pages of help, made when the plugin is built: what an algorithm says of itself (title, short help,
/// parameters, outputs) comes from the algorithm, and what is told of it beyond that from docs/help. Plain
/// HTML without scripts, in English, with style.css beside it.

/// The page of `algorithms[place]`, which links to its neighbours. `text`: HTML, from "<h2>" on.
QString helpPage(const QList<const QgsProcessingAlgorithm*>& algorithms, int place, const QString& text);

/// A page that belongs to no algorithm, which the list links to. `text`: HTML, what comes below the title.
QString pageBeside(const QString& title, const QString& text);

/// The list of all pages, in the order given, by groups; before them the quick start, quick_start.html.
QString helpIndex(const QList<const QgsProcessingAlgorithm*>& algorithms);

} // namespace prospectivity
