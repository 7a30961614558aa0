#include "plugin/work_account.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace prospectivity {

namespace {

bool isDone(const EndedRun& run) {
  return run.end == EndedRun::End::Done;
}

bool givesOne(const WorkStep& step, Product product) {
  return std::any_of(step.gives.begin(), step.gives.end(),
                     [&](const ProductAt& given) { return given.product == product; });
}

/// Whether what a step was given is from now on what one works with.
bool isWorkedOnWith(const WorkStep& step, Product product) {
  // Known deposits are those that the samples were made of.
  if (product == Product::Deposits)
    return givesOne(step, Product::Samples);
  return !step.gives.empty();
}

/// What later steps or the eye look for in what a run made; all of it where the step has nothing of the kind.
QStringList mainOutputs(const WorkStep& step, const EndedRun& run) {
  QStringList names;
  for (const ProductAt& given : step.gives)
    names << QString::fromLatin1(given.parameter);
  if (step.onMap != nullptr)
    names << QString::fromLatin1(step.onMap);
  QStringList places;
  for (const QString& name : std::as_const(names))
    if (const QString place = run.outputs.value(name).toString(); !place.isEmpty() && !places.contains(place))
      places << place;
  if (places.isEmpty())
    for (const QVariant& place : run.outputs)
      places << place.toString();
  return places;
}

/// Whether one works with the very product that it is about, and not with samples of one's choice.
bool isAboutOne(Product product) {
  return product == Product::Model || product == Product::Map;
}

} // namespace

bool isSamePlace(const QString& a, const QString& b) {
  if (a == b)
    return true;
  const auto fileOf = [](const QString& place) { return place.section(QLatin1Char('|'), 0, 0); };
  const bool isOneTheFile = !a.contains(QLatin1Char('|')) || !b.contains(QLatin1Char('|'));
  return isOneTheFile && fileOf(a) == fileOf(b);
}

const WorkStep* stepOf(const QString& algorithm) {
  const QString name = algorithm.section(QLatin1Char(':'), -1);
  const std::vector<WorkStep>& steps = workSteps();
  const auto found = std::find_if(steps.begin(), steps.end(), [&](const WorkStep& step) {
    return name == QLatin1String(step.algorithm);
  });
  return found == steps.end() ? nullptr : &*found;
}

const WorkStep* stepOf(const EndedRun& run) {
  return stepOf(run.step());
}

WorkAccount::WorkAccount(std::vector<EndedRun> runs, IsThere isThere)
    : mRuns(std::move(runs)), mIsThere(std::move(isThere)) {
  for (int run = 0; run < static_cast<int>(mRuns.size()); ++run)
    take(run);
}

void WorkAccount::take(int place) {
  const EndedRun& run = mRuns[static_cast<std::size_t>(place)];
  const WorkStep* step = stepOf(run);
  if (step == nullptr || !isDone(run))
    return;
  const auto given = [&](const ProductAt& at) {
    const QVariant value = run.inputs.value(QString::fromLatin1(at.parameter));
    if (at.product == Product::Evidence) {
      if (value.isValid())
        mEvidence = value.toStringList();
      return;
    }
    const QString text = value.toString();
    Held& held = mHeld[at.product];
    if (text.isEmpty() || (!held.place.isEmpty() && !isWorkedOnWith(*step, at.product)))
      return;
    if (!isSamePlace(text, held.place))
      held = {text, makerOf(text, place)};
    held.isPart = run.inPart.contains(QString::fromLatin1(at.parameter));
  };
  for (const ProductAt& at : step->needs)
    given(at);
  for (const ProductAt& at : step->takes)
    given(at);
  for (const ProductAt& at : step->gives) {
    const QString made = run.outputs.value(QString::fromLatin1(at.parameter)).toString();
    if (made.isEmpty())
      continue;
    if (at.product != Product::Evidence)
      mHeld[at.product] = {made, place};
    else if (!mEvidence.contains(made))
      mEvidence << made;
  }
}

/// The last run before `end` that made what lies at a place; -1 where none did.
int WorkAccount::makerOf(const QString& place, int end) const {
  for (int run = end - 1; run >= 0; --run) {
    const EndedRun& maker = mRuns[static_cast<std::size_t>(run)];
    const bool made =
        isDone(maker) && std::any_of(maker.outputs.begin(), maker.outputs.end(), [&](const QVariant& output) {
          return isSamePlace(output.toString(), place);
        });
    if (made)
      return run;
  }
  return -1;
}

QString WorkAccount::last(Product product) const {
  const auto held = mHeld.find(product);
  return held == mHeld.end() ? QString() : held->second.place;
}

bool WorkAccount::has(Product product) const {
  if (product == Product::Evidence)
    return std::any_of(mEvidence.begin(), mEvidence.end(), mIsThere);
  const QString place = last(product);
  return !place.isEmpty() && mIsThere(place);
}

StepAccount WorkAccount::of(const WorkStep& step) const {
  StepAccount account;
  for (int place = static_cast<int>(mRuns.size()) - 1; place >= 0; --place) {
    const EndedRun& run = mRuns[static_cast<std::size_t>(place)];
    if (stepOf(run) != &step)
      continue;
    if (isDone(run)) {
      account.state = StepState::Done;
      account.run = place;
      break;
    }
    if (account.run < 0) {
      account.state = StepState::Stopped;
      account.run = place;
    }
  }
  for (const ProductAt& need : step.needs)
    if (!has(need.product))
      account.lacking.push_back(need.product);
  if (account.state != StepState::Done)
    return account;

  const EndedRun& run = mRuns[static_cast<std::size_t>(account.run)];
  for (const QString& output : mainOutputs(step, run))
    if (!mIsThere(output))
      account.missing << output;
  if (!account.missing.isEmpty())
    account.state = StepState::OutputMissing;
  for (const ProductAt& need : step.needs) {
    const auto held = mHeld.find(need.product);
    if (held == mHeld.end() || held->second.madeBy < 0)
      continue;
    // What judges or explains is about one product; what makes another of it may be applied elsewhere.
    const bool isOfAnother =
        step.gives.empty() && isAboutOne(need.product) &&
        !isSamePlace(run.inputs.value(QString::fromLatin1(need.parameter)).toString(), held->second.place);
    if (held->second.madeBy > account.run || isOfAnother)
      account.newer.push_back(need.product);
  }
  for (const ProductAt& taken : step.takes) {
    if (taken.product != Product::Evidence)
      continue;
    const QStringList layers = run.inputs.value(QString::fromLatin1(taken.parameter)).toStringList();
    const auto isNewer = [&](const QString& layer) {
      return makerOf(layer, static_cast<int>(mRuns.size())) > account.run;
    };
    if (std::any_of(layers.begin(), layers.end(), isNewer))
      account.newer.push_back(taken.product);
  }
  return account;
}

/// Of what a step gives first, whoever made it.
WorkAccount::Freshness WorkAccount::freshnessOf(const WorkStep& step) const {
  if (step.gives.empty() || !has(step.gives.front().product))
    return Freshness::Absent;
  const int maker = mHeld.at(step.gives.front().product).madeBy;
  const WorkStep* by = maker < 0 ? nullptr : stepOf(mRuns[static_cast<std::size_t>(maker)]);
  if (by == nullptr)
    return Freshness::Fresh;
  const StepAccount account = of(*by);
  // A later run of that step made something else, and says nothing of this.
  return account.run == maker && !account.newer.empty() ? Freshness::Old : Freshness::Fresh;
}

const WorkStep* WorkAccount::next() const {
  const std::vector<WorkStep>& steps = workSteps();
  bool isPassed = false; // something that is at hand was made of what comes before
  const WorkStep* next = nullptr;
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
    if (!step->isOnTheWay)
      continue;
    const StepAccount account = of(*step);
    const Freshness given = freshnessOf(*step);
    const bool isFresh =
        given == Freshness::Fresh || (account.state == StepState::Done && account.newer.empty());
    const bool isOld = given == Freshness::Old || !account.newer.empty();
    if (!isFresh && (isOld || !isPassed))
      next = &*step;
    isPassed = isPassed || given != Freshness::Absent;
  }
  if (next == nullptr)
    return nullptr;
  for (const Product lacking : of(*next).lacking)
    for (const WorkStep& step : steps)
      if (step.isOnTheWay && givesOne(step, lacking))
        return &step;
  return next;
}

QVariantMap WorkAccount::parametersFor(const WorkStep& step) const {
  QVariantMap parameters;
  const auto fill = [&](const ProductAt& at) {
    const QString name = QString::fromLatin1(at.parameter);
    if (!has(at.product))
      return;
    if (at.product != Product::Evidence) {
      if (!mHeld.at(at.product).isPart)
        parameters.insert(name, last(at.product));
      return;
    }
    QStringList layers;
    std::copy_if(mEvidence.begin(), mEvidence.end(), std::back_inserter(layers), mIsThere);
    parameters.insert(name, layers);
  };
  for (const ProductAt& need : step.needs)
    fill(need);
  for (const ProductAt& taken : step.takes)
    fill(taken);
  if (step.alsoMade != nullptr)
    parameters.insert(QString::fromLatin1(step.alsoMade), QStringLiteral("TEMPORARY_OUTPUT"));
  return parameters;
}

NotFilledIn WorkAccount::notFilledIn(const WorkStep& step) const {
  NotFilledIn result;
  const auto look = [&](const ProductAt& at) {
    if (at.product == Product::Evidence) {
      std::copy_if(mEvidence.begin(), mEvidence.end(), std::back_inserter(result.gone),
                   [this](const QString& place) { return !mIsThere(place); });
      return;
    }
    const auto held = mHeld.find(at.product);
    if (held == mHeld.end() || held->second.place.isEmpty())
      return;
    if (!mIsThere(held->second.place))
      result.gone << held->second.place;
    else if (held->second.isPart)
      result.inParts << held->second.place;
  };
  for (const ProductAt& need : step.needs)
    look(need);
  for (const ProductAt& taken : step.takes)
    look(taken);
  return result;
}

QString WorkAccount::onMap(const EndedRun& run) {
  const WorkStep* step = stepOf(run);
  if (step == nullptr)
    return run.outputs.value(QStringLiteral("OUTPUT")).toString();
  return step->onMap == nullptr ? QString() : run.outputs.value(QString::fromLatin1(step->onMap)).toString();
}

QString WorkAccount::report(const EndedRun& run) {
  // A project comes from anywhere: what it calls a report may be a program.
  const QString place = run.outputs.value(QStringLiteral("REPORT")).toString();
  const bool isPage = place.endsWith(QLatin1String(".html"), Qt::CaseInsensitive) ||
                      place.endsWith(QLatin1String(".htm"), Qt::CaseInsensitive);
  return isPage ? place : QString();
}

} // namespace prospectivity
