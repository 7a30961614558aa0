#pragma once

#include <vector>

namespace prospectivity {

/// rows x columns values in a buffer that may be wider.
struct MatrixView {
  float* data = nullptr;
  int rows = 0;
  int columns = 0;
  int stride = 0;
};

/// to = a b + keep * to, with a or b transposed where told (OpenBLAS).
void multiply(const MatrixView& a, bool transposeA, const MatrixView& b, bool transposeB, float keep,
              const MatrixView& to);

/// Activations of one layer and the derivatives of the loss by them, as channels x ((positions + 2 pad)
/// samples): a tap of a convolution sees the positions as a view that starts some positions earlier or later.
struct ActivationPlane {
  int channels = 0;
  int positions = 0;
  int pad = 0;
  int samples = 0;
  std::vector<float> values;
  std::vector<float> slopes;

  /// The positions around the features are zero; the others are written before they are read.
  void resize(int count);
  int stride() const { return (positions + 2 * pad) * samples; }
  /// The positions of `of` (values or slopes) as seen by a tap: tap `pad` sees them where they are.
  MatrixView shifted(std::vector<float>& of, int tap) const;
  MatrixView inside(std::vector<float>& of) const { return shifted(of, pad); }
};

} // namespace prospectivity
