#include "engine/network/activation_plane.h"

#include "engine/core/blas_memory.h"

#include <algorithm>
#include <cblas.h>
#include <cstddef>

namespace prospectivity {

void multiply(const MatrixView& a, bool transposeA, const MatrixView& b, bool transposeB, float keep,
              const MatrixView& to) {
  requireBlasMemory();
  cblas_sgemm(CblasRowMajor, transposeA ? CblasTrans : CblasNoTrans, transposeB ? CblasTrans : CblasNoTrans,
              to.rows, to.columns, transposeA ? a.rows : a.columns, 1.0F, a.data, a.stride, b.data, b.stride,
              keep, to.data, to.stride);
}

void ActivationPlane::resize(int count) {
  if (count == samples)
    return;
  samples = count;
  const auto size = static_cast<std::size_t>(channels) * static_cast<std::size_t>(stride());
  values.resize(std::max(values.size(), size));
  slopes.resize(std::max(slopes.size(), size));
  for (int channel = 0; channel < channels; ++channel) {
    float* row = values.data() + static_cast<std::ptrdiff_t>(channel) * stride();
    std::fill_n(row, pad * samples, 0.0F);
    std::fill_n(row + (pad + positions) * samples, pad * samples, 0.0F);
  }
}

MatrixView ActivationPlane::shifted(std::vector<float>& of, int tap) const {
  return {of.data() + static_cast<std::ptrdiff_t>(tap) * samples, channels, positions * samples, stride()};
}

} // namespace prospectivity
