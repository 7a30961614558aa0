#include "engine/model/block_logits.h"

#include <cmath>
#include <limits>
#include <vector>

namespace prospectivity {

BlockLogits rowByRow(std::shared_ptr<const Predictor> predictor, const InputLayout& layout,
                     bool takesMissing) {
  return [predictor = std::move(predictor), layout, takesMissing](const float* values, int rows, int columns,
                                                                  float* logits) {
    const std::size_t width = layout.columns();
    const int window = layout.window;
    const std::size_t cellsPerCall = window > 1 ? 256 : 4096;
    const std::ptrdiff_t line = columns + window - 1;
    const std::ptrdiff_t plane = line * (rows + window - 1);
    const std::ptrdiff_t cells = static_cast<std::ptrdiff_t>(rows) * columns;
    std::vector<float> inputs(cellsPerCall * width);
    std::vector<std::ptrdiff_t> places;
    std::vector<float> results(cellsPerCall);
    const auto flush = [&] {
      predictor->logits(inputs.data(), places.size(), results.data());
      for (std::size_t i = 0; i < places.size(); ++i)
        logits[places[i]] = results[i];
      places.clear();
    };
    for (std::ptrdiff_t cell = 0; cell < cells; ++cell) {
      const float* corner = values + cell / columns * line + cell % columns;
      float* input = inputs.data() + places.size() * width;
      const float* const end = input + width;
      bool complete = true;
      bool empty = true;
      for (; input < end; corner += plane)
        for (int y = 0; y < window; ++y)
          for (int x = 0; x < window; ++x) {
            const float value = corner[y * line + x];
            const bool isKnown = !std::isnan(value);
            complete = complete && isKnown;
            empty = empty && !isKnown;
            *input++ = value;
          }
      logits[cell] = std::numeric_limits<float>::quiet_NaN();
      if (complete || (takesMissing && !empty))
        places.push_back(cell);
      if (places.size() == cellsPerCall)
        flush();
    }
    flush();
  };
}

} // namespace prospectivity
