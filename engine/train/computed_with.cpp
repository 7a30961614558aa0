#include "engine/train/computed_with.h"

#include "engine/core/for_reader.h"
#include "engine/core/instruction_set.h"
#include "engine/core/math_library.h"
#include "engine/network/backend.h"

#include <cblas.h>

namespace prospectivity {

ComputedWith computedWith() {
  const ModelBackend& backend = modelBackend();
  return {openblas_get_config(),    openblas_get_corename(),
          nameOf(instructionSet()), backend.version(),
          backend.kernels(),        {},
          backend.products(),       mathLibrary()};
}

NamesAndValues linesOf(const ComputedWith& computed) {
  NamesAndValues lines{
      {forReader("Training library"),
       forReader({"%1, kernels for %2", computed.trainingLibrary, computed.trainingLibraryKernels})},
      {forReader("Matrix products"), forReader({"%1, kernels for %2", computed.blas, computed.blasKernels})},
      {forReader("Instructions of the engine"), computed.instructions}};
  if (!computed.productLibrary.empty())
    lines.emplace_back(forReader("Products of the training library"), computed.productLibrary);
  if (!computed.mathLibrary.empty())
    lines.emplace_back(forReader("Logarithms and cosines"), computed.mathLibrary);
  if (!computed.treeLibrary.empty())
    lines.emplace_back(forReader("Decision trees"), computed.treeLibrary);
  return lines;
}

} // namespace prospectivity
