#include "processing/evidence/stack_results.h"

#include "engine/evidence/stack_report.h"
#include "processing/outputs/run_outputs.h"
#include "processing/outputs/style.h"

#include <cstddef>
#include <string>

namespace prospectivity {

void finishStack(const StackAccount& account, BandwiseSink& sink) {
  for (std::size_t band = 0; band < account.bands.size(); ++band) {
    const BandAccount& done = account.bands[band];
    sink.describe(static_cast<int>(band), {{"source", done.source}, {"treatment", done.treatment}});
    sink.describeFeature(static_cast<int>(band), done.description);
  }
  sink.finish();
}

void handInStack(const StackAccount& account, const QString& output, QgsProcessingContext& context,
                 RunOutputs& outputs, const Progress& progress, const NamesAndValues& more) {
  progress.message({"%1 of %2 cells have data in every band.", account.completeCells, account.cells});
  outputs.add(QStringLiteral("OUTPUT"), output);
  styleStack(context, output, account.bands.front().description);
  outputs.report([&] { return stackReport(account); }, more);
}

} // namespace prospectivity
