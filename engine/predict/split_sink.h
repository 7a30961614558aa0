#pragma once

#include "engine/raster/raster_source.h"

#include <memory>
#include <vector>

namespace prospectivity {

/// Sends each band to a sink of its own (a map and its uncertainty are two files). A band without a sink
/// (null) goes nowhere. finish() finishes all, in order.
class SplitSink : public RasterSink {
 public:
  explicit SplitSink(std::vector<std::unique_ptr<RasterSink>> sinks) : mSinks(std::move(sinks)) {}

  void write(const Tile& tile, const float* values) override {
    for (const auto& sink : mSinks) {
      if (sink)
        sink->write(tile, values);
      values += tile.cells();
    }
  }
  void finish() override {
    for (const auto& sink : mSinks)
      if (sink)
        sink->finish();
  }

 private:
  std::vector<std::unique_ptr<RasterSink>> mSinks;
};

} // namespace prospectivity
