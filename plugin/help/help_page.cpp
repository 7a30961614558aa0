#include "plugin/help/help_page.h"

#include "processing/frame/choice_parameter.h"
#include "processing/frame/name_lists.h"
#include "processing/releases/enumerations.h"
#include "processing/releases/parameters.h"

#include <QMap>
#include <QStringList>
#include <qgsapplication.h>
#include <qgsprocessingalgorithm.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingoutputs.h>
#include <qgsprocessingparameters.h>
#include <qgsprocessingparametertype.h>
#include <qgsprocessingregistry.h>

#include <limits>

namespace prospectivity {

namespace {

QString text(double number) {
  return QString::number(number, 'g', 10);
}

QString code(const QString& name) {
  return QStringLiteral("<code>%1</code>").arg(name.toHtmlEscaped());
}

QString linkTo(const QgsProcessingAlgorithm& algorithm) {
  return QStringLiteral("<a href=\"%1.html\">%2</a>")
      .arg(algorithm.name(), algorithm.displayName().toHtmlEscaped());
}

QString idsOf(const ChoiceParameter& choice, const QList<int>& numbers) {
  QStringList ids;
  for (const int number : numbers)
    ids << code(QString::fromStdString(choice.choices()[static_cast<std::size_t>(number)].id));
  return ids.join(QStringLiteral(", "));
}

QString choicesOf(const ChoiceParameter& choice) {
  QStringList entries;
  for (const Choice& entry : choice.choices())
    entries << code(QString::fromStdString(entry.id)) + QStringLiteral(": ") +
                   QString::fromStdString(entry.title).toHtmlEscaped();
  return (choice.allowMultiple() ? QStringLiteral("Any of<br/>") : QStringLiteral("One of<br/>")) +
         entries.join(QStringLiteral("<br/>"));
}

QString rangeOf(const QgsProcessingParameterNumber& number) {
  const QString kind = number.dataType() == Qgis::ProcessingNumberParameterType::Integer
                           ? QStringLiteral("Whole number")
                           : QStringLiteral("Number");
  const bool hasLeast = number.minimum() > std::numeric_limits<double>::lowest();
  const bool hasMost = number.maximum() < std::numeric_limits<double>::max();
  if (hasLeast && hasMost)
    return kind + QStringLiteral(", %1 to %2").arg(text(number.minimum()), text(number.maximum()));
  if (hasLeast)
    return kind + QStringLiteral(", at least ") + text(number.minimum());
  return hasMost ? kind + QStringLiteral(", at most ") + text(number.maximum()) : kind;
}

/// As users call it, where QGIS's own word is a programmer's.
QString kindOf(const QString& type) {
  static const QMap<QString, QString> words{
      {QStringLiteral("source"), QStringLiteral("Vector layer or table")},
      {QStringLiteral("sink"), QStringLiteral("Vector layer or table")},
      {QStringLiteral("raster"), QStringLiteral("Raster layer")},
      {QStringLiteral("rasterDestination"), QStringLiteral("Raster layer")},
      {QStringLiteral("multilayer"), QStringLiteral("Layers")},
      {QStringLiteral("layer"), QStringLiteral("Raster or vector layer")},
      {QStringLiteral("field"), QStringLiteral("Field")},
      {QStringLiteral("file"), QStringLiteral("File")},
      {QStringLiteral("fileDestination"), QStringLiteral("File")},
      {QStringLiteral("string"), QStringLiteral("Text")},
      {QStringLiteral("boolean"), QStringLiteral("Yes or no")},
      {QStringLiteral("outputNumber"), QStringLiteral("Number")},
      {QStringLiteral("outputString"), QStringLiteral("Text")}};
  if (const auto word = words.constFind(type); word != words.constEnd())
    return *word;
  const QgsProcessingParameterType* known = QgsApplication::processingRegistry()->parameterType(type);
  return known == nullptr ? type : known->name().toHtmlEscaped();
}

QString valuesOf(const QgsProcessingParameterDefinition& parameter) {
  if (const auto* choice = dynamic_cast<const ChoiceParameter*>(&parameter))
    return choicesOf(*choice);
  if (const auto* number = dynamic_cast<const QgsProcessingParameterNumber*>(&parameter))
    return rangeOf(*number);
  const auto* source = dynamic_cast<const QgsProcessingParameterFeatureSource*>(&parameter);
  if (source != nullptr && source->dataTypes() == sourceTypes(Qgis::ProcessingSourceType::VectorPoint))
    return QStringLiteral("Point layer");
  if (source != nullptr && source->dataTypes() == sourceTypes(Qgis::ProcessingSourceType::VectorPolygon))
    return QStringLiteral("Polygon layer");
  return kindOf(parameter.type());
}

QString defaultOf(const QgsProcessingParameterDefinition& parameter) {
  const QVariant value = parameter.defaultValue();
  const bool isOptional = parameter.flags() & Qgis::ProcessingParameterFlag::Optional;
  if (value.userType() != QMetaType::QVariantList && value.toString().isEmpty())
    return isOptional ? QStringLiteral("none") : QStringLiteral("must be given");
  if (const auto* choice = dynamic_cast<const ChoiceParameter*>(&parameter))
    return idsOf(*choice, choice->numbersOf(value, QgsProcessingContext()));
  if (value.userType() == QMetaType::Bool)
    return value.toBool() ? QStringLiteral("yes") : QStringLiteral("no");
  if (dynamic_cast<const QgsProcessingParameterNumber*>(&parameter) != nullptr)
    return text(value.toDouble());
  return code(value.toString());
}

QString row(const QStringList& cells) {
  return QStringLiteral("<tr><td>%1</td></tr>\n").arg(cells.join(QStringLiteral("</td><td>")));
}

QString table(const QStringList& columns, const QString& rows) {
  return QStringLiteral("<table>\n<thead><tr><th>%1</th></tr></thead>\n<tbody>\n%2</tbody>\n</table>\n")
      .arg(columns.join(QStringLiteral("</th><th>")), rows);
}

/// Of the plain parameters or of the advanced ones.
QString parameterRows(const QgsProcessingAlgorithm& algorithm, bool isAdvanced) {
  QString rows;
  for (const QgsProcessingParameterDefinition* parameter : algorithm.parameterDefinitions())
    if (!parameter->isDestination() &&
        isAdvanced == static_cast<bool>(parameter->flags() & Qgis::ProcessingParameterFlag::Advanced))
      rows += row({code(parameter->name()), parameter->description().toHtmlEscaped(), valuesOf(*parameter),
                   defaultOf(*parameter)});
  return rows;
}

/// How names are written in the texts that hold several; empty where no parameter is one.
QString ruleOfNames(const QgsProcessingAlgorithm& algorithm) {
  QMap<QChar, QStringList> lists;
  for (const QgsProcessingParameterDefinition* parameter : algorithm.parameterDefinitions())
    if (const QChar separator = separatorOfNames(*parameter); !separator.isNull())
      lists[separator] << code(parameter->name());
  if (lists.isEmpty())
    return QString();
  QStringList said;
  for (auto list = lists.cbegin(); list != lists.cend(); ++list)
    said << QStringLiteral("in %1 by %2")
                .arg(list->join(QStringLiteral(", ")), list.key() == QLatin1Char(';')
                                                           ? QStringLiteral("semicolons")
                                                           : QStringLiteral("commas"));
  return QStringLiteral(
             "<p>Written as a text, names are separated %1. A name that holds a comma, a semicolon, an "
             "equals sign or blanks at its ends stands in double quotation marks, and one of these "
             "within it is written twice: %2.</p>\n")
      .arg(said.join(QStringLiteral(", ")), code(QStringLiteral("\"Cu, ppm\"")) + QStringLiteral(", ") +
                                                code(QStringLiteral("\"5\"\" core\"")));
}

QString parameterTables(const QgsProcessingAlgorithm& algorithm) {
  const QStringList columns{QStringLiteral("Name"), QStringLiteral("What it is"), QStringLiteral("Values"),
                            QStringLiteral("Default")};
  QString tables = QStringLiteral("<h2>Parameters</h2>\n") + table(columns, parameterRows(algorithm, false));
  if (const QString rows = parameterRows(algorithm, true); !rows.isEmpty())
    tables += QStringLiteral("<h3>Advanced parameters</h3>\n") + table(columns, rows);
  return tables + ruleOfNames(algorithm);
}

QString outputTable(const QgsProcessingAlgorithm& algorithm) {
  QString rows;
  for (const QgsProcessingParameterDefinition* output : algorithm.destinationParameterDefinitions()) {
    const bool isOptional = output->flags() & Qgis::ProcessingParameterFlag::Optional;
    rows += row({code(output->name()), output->description().toHtmlEscaped(), kindOf(output->type()),
                 isOptional ? QStringLiteral("optional") : QStringLiteral("always")});
  }
  for (const QgsProcessingOutputDefinition* output : algorithm.outputDefinitions())
    if (algorithm.parameterDefinition(output->name()) == nullptr)
      rows += row({code(output->name()), output->description().toHtmlEscaped(), kindOf(output->type()),
                   QStringLiteral("always")});
  return QStringLiteral("<h2>Outputs</h2>\n") + table({QStringLiteral("Name"), QStringLiteral("What it is"),
                                                       QStringLiteral("Kind"), QStringLiteral("Made")},
                                                      rows);
}

QString paragraphs(const QString& help) {
  QString html;
  for (const QString& paragraph : help.split(QStringLiteral("\n\n")))
    html += QStringLiteral("<p>%1</p>\n")
                .arg(paragraph.toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br/>")));
  return html;
}

QString page(const QString& title, const QString& body) {
  return QStringLiteral("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
                        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
                        "<title>%1</title>\n<link rel=\"stylesheet\" href=\"style.css\"/>\n</head>\n<body>\n"
                        "%2</body>\n</html>\n")
      .arg(title.toHtmlEscaped(), body);
}

} // namespace

QString helpPage(const QList<const QgsProcessingAlgorithm*>& algorithms, int place, const QString& text) {
  const QgsProcessingAlgorithm& algorithm = *algorithms.at(place);
  QStringList links{QStringLiteral("<a href=\"index.html\">All algorithms</a>")};
  if (place > 0)
    links << QStringLiteral("Before: ") + linkTo(*algorithms.at(place - 1));
  if (place + 1 < algorithms.size())
    links << QStringLiteral("After: ") + linkTo(*algorithms.at(place + 1));
  const QString nav = QStringLiteral("<nav>%1</nav>\n").arg(links.join(QStringLiteral(" \u00B7 ")));
  return page(algorithm.displayName() + QStringLiteral(" - Prospectivity Lens"),
              nav +
                  QStringLiteral("<h1>%1</h1>\n<p class=\"id\">%2 \u00B7 %3</p>\n")
                      .arg(algorithm.displayName().toHtmlEscaped(), algorithm.group().toHtmlEscaped(),
                           code(algorithm.id())) +
                  paragraphs(algorithm.shortHelpString()) + text + parameterTables(algorithm) +
                  outputTable(algorithm) + nav);
}

QString pageBeside(const QString& title, const QString& text) {
  return page(title + QStringLiteral(" - Prospectivity Lens"),
              QStringLiteral("<nav><a href=\"index.html\">All algorithms</a></nav>\n<h1>%1</h1>\n%2")
                  .arg(title.toHtmlEscaped(), text));
}

QString helpIndex(const QList<const QgsProcessingAlgorithm*>& algorithms) {
  QString body = QStringLiteral(
      "<h1>Prospectivity Lens</h1>\n<p>All algorithms, in the order of the work. Each page tells what an "
      "algorithm does with units, NoData and missing evidence, and lists its parameters and outputs.</p>\n"
      "<p>For a start: <a href=\"quick_start.html\">Quick start</a>.</p>\n");
  QString group;
  for (const QgsProcessingAlgorithm* algorithm : algorithms) {
    if (algorithm->group() != group) {
      group = algorithm->group();
      body += QStringLiteral("<h2>%1</h2>\n").arg(group.toHtmlEscaped());
    }
    const QString said = algorithm->shortDescription().isEmpty()
                             ? algorithm->shortHelpString().section(QStringLiteral("\n\n"), 0, 0)
                             : algorithm->shortDescription();
    body += QStringLiteral("<p>%1<br/>%2</p>\n").arg(linkTo(*algorithm), said.toHtmlEscaped());
  }
  return page(QStringLiteral("Prospectivity Lens"), body);
}

} // namespace prospectivity
