#include "plugin/work_words.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTextDocument>

namespace prospectivity {

namespace {

class Say {
  Q_DECLARE_TR_FUNCTIONS(ProspectivityPanel)
};

QString productsInWords(const std::vector<Product>& products) {
  QStringList names;
  for (const Product product : products)
    names << titleOf(product);
  return names.join(QStringLiteral(", "));
}

/// Each name once, with how often it is there: temporary layers that are gone have one name.
QString namesInWords(const QStringList& places, const PlaceName& name) {
  QStringList names;
  for (const QString& place : places)
    names << name(place);
  QStringList once = names;
  once.removeDuplicates();
  for (QString& one : once)
    if (const auto times = names.count(one); times > 1)
      one = Say::tr("%1 (%2 of them)").arg(one).arg(times);
  return once.join(QStringLiteral(", "));
}

/// What one looks for first in what a run made.
QString mainOutputInWords(const EndedRun& run, const PlaceName& name) {
  if (const WorkStep* step = stepOf(run))
    for (const ProductAt& given : step->gives)
      if (const QString place = run.outputs.value(QString::fromLatin1(given.parameter)).toString();
          !place.isEmpty())
        return name(place);
  const QString report = WorkAccount::report(run);
  return report.isEmpty() ? outputsInWords(run, name) : name(report);
}

} // namespace

QString titleOf(const WorkStep& step) {
  return QCoreApplication::translate("WorkSteps", step.title);
}

QString titleOf(Product product) {
  return QCoreApplication::translate("WorkSteps", nameOf(product));
}

QString momentInWords(const QDateTime& time) {
  return QLocale().toString(time.toLocalTime(), QLocale::ShortFormat);
}

QString stateInWords(const StepAccount& step, const WorkAccount& work, const PlaceName& name) {
  if (step.run < 0)
    return step.lacking.empty() ? Say::tr("Not run")
                                : Say::tr("Not run. Missing: %1").arg(productsInWords(step.lacking));
  const EndedRun& run = work.runs()[static_cast<std::size_t>(step.run)];
  const QString when = momentInWords(run.time);
  QString text;
  if (step.state == StepState::Stopped) {
    text = QStringLiteral("%1 (%2)").arg(endInWords(run), when);
  } else if (step.state == StepState::OutputMissing) {
    QStringList names;
    for (const QString& place : step.missing)
      names << name(place);
    text = Say::tr("Output missing: %1 (made %2)").arg(names.join(QStringLiteral(", ")), when);
  } else {
    const QString made = mainOutputInWords(run, name);
    text = made.isEmpty() ? Say::tr("Done %1").arg(when) : Say::tr("Done %1: %2").arg(when, made);
  }
  if (!step.newer.empty())
    text += QLatin1Char('\n') +
            Say::tr("Made anew since, or another one now: %1").arg(productsInWords(step.newer));
  if (!step.lacking.empty())
    text += QLatin1Char('\n') + Say::tr("Missing for another run: %1").arg(productsInWords(step.lacking));
  return text;
}

QString endInWords(const EndedRun& run) {
  switch (run.end) {
  case EndedRun::End::Done:
    return Say::tr("Done");
  case EndedRun::End::Cancelled:
    return Say::tr("Cancelled");
  case EndedRun::End::Failed:
    break;
  }
  // Projects do not keep the sentence.
  return run.failure.isEmpty() ? Say::tr("Failed") : Say::tr("Failed: %1").arg(run.failure);
}

QString notFilledInWords(const NotFilledIn& places, const PlaceName& name) {
  QStringList sentences;
  if (!places.gone.isEmpty())
    sentences << Say::tr("Not filled in, because it is not there any more: %1.")
                     .arg(namesInWords(places.gone, name));
  if (!places.inParts.isEmpty())
    sentences << Say::tr("Not filled in, because a run took a part of it (selected features, a limit or a "
                         "filter), which you have to choose again: %1.")
                     .arg(namesInWords(places.inParts, name));
  return sentences.join(QLatin1Char('\n'));
}

QString plainToolTip(const QString& text) {
  return text.isEmpty() ? QString() : Qt::convertFromPlainText(text, Qt::WhiteSpaceNormal);
}

QString outputsInWords(const EndedRun& run, const PlaceName& name) {
  QStringList names;
  for (const QVariant& place : run.outputs)
    names << name(place.toString());
  names.removeDuplicates();
  return names.join(QStringLiteral(", "));
}

} // namespace prospectivity
