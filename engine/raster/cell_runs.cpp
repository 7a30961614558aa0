#include "engine/raster/cell_runs.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace prospectivity {

namespace {

/// Of the runs, the cells whose column and row are multiples of `step`.
std::size_t countOnLattice(const CellRuns& runs, int step) {
  std::size_t count = 0;
  for (const CellRun& run : runs) {
    if (run.row % step != 0)
      continue;
    const auto below = [step](int column) { return (column + step - 1) / step; };
    count += static_cast<std::size_t>(below(run.end) - below(run.begin));
  }
  return count;
}

} // namespace

std::size_t cellCount(const CellRuns& runs) {
  std::size_t count = 0;
  for (const CellRun& run : runs)
    count += static_cast<std::size_t>(run.end - run.begin);
  return count;
}

bool holdsCell(const CellRuns& runs, int column, int row) {
  const auto next = std::partition_point(runs.begin(), runs.end(), [column, row](const CellRun& run) {
    return std::tuple(run.row, run.end) <= std::tuple(row, column);
  });
  return next != runs.end() && next->row == row && next->begin <= column;
}

Tile boxAround(const CellRuns& runs) {
  if (runs.empty())
    return {};
  int left = runs.front().begin;
  int right = runs.front().end;
  for (const CellRun& run : runs) {
    left = std::min(left, run.begin);
    right = std::max(right, run.end);
  }
  return {left, runs.front().row, right - left, runs.back().row + 1 - runs.front().row};
}

std::vector<CellIndex> latticeCells(const CellRuns& runs, const Grid& grid, std::size_t most) {
  int step = 1;
  std::size_t count = cellCount(runs);
  const std::size_t all = count;
  while (count > most)
    count = countOnLattice(runs, ++step);
  const bool isMissed = count == 0;
  const std::size_t every = isMissed ? (all + most - 1) / most : 1;
  std::vector<CellIndex> cells;
  std::size_t met = 0;
  for (const CellRun& run : runs)
    for (int column = run.begin; column < run.end; ++column) {
      const bool isTaken = isMissed ? met++ % every == 0 : run.row % step == 0 && column % step == 0;
      if (isTaken)
        cells.push_back(cellIndex(grid, column, run.row));
    }
  return cells;
}

double CellFigures::mean() const {
  return cells > 0 ? sum / static_cast<double>(cells) : std::numeric_limits<double>::quiet_NaN();
}

std::vector<CellFigures> figuresOf(RasterSource& raster, int band, const std::vector<CellRuns>& parts,
                                   const Progress& progress) {
  struct PartRun {
    CellRun run;
    std::size_t part = 0;
  };
  std::vector<PartRun> runs;
  for (std::size_t part = 0; part < parts.size(); ++part)
    for (const CellRun& run : parts[part])
      runs.push_back({run, part});
  std::stable_sort(runs.begin(), runs.end(),
                   [](const PartRun& a, const PartRun& b) { return a.run.row < b.run.row; });
  std::vector<CellFigures> figures(parts.size());
  std::vector<float> values;
  for (std::size_t first = 0; first < runs.size();) {
    progress.check();
    std::size_t last = first;
    int left = runs[first].run.begin;
    int right = runs[first].run.end;
    for (; last < runs.size() && runs[last].run.row == runs[first].run.row; ++last) {
      left = std::min(left, runs[last].run.begin);
      right = std::max(right, runs[last].run.end);
    }
    values.resize(static_cast<std::size_t>(right - left));
    raster.read({band}, {left, runs[first].run.row, right - left, 1}, values.data());
    for (; first < last; ++first) {
      CellFigures& figure = figures[runs[first].part];
      for (int column = runs[first].run.begin; column < runs[first].run.end; ++column) {
        const auto value = static_cast<double>(values[static_cast<std::size_t>(column - left)]);
        if (std::isnan(value))
          continue;
        ++figure.cells;
        figure.sum += value;
        figure.least = std::min(figure.least, value);
        figure.most = std::max(figure.most, value);
      }
    }
    progress.fraction(static_cast<double>(first) / static_cast<double>(runs.size()));
  }
  return figures;
}

std::map<float, std::size_t> countsOf(RasterSource& raster, int band, const CellRuns& part,
                                      const Progress& progress) {
  std::map<float, std::size_t> counts;
  std::vector<float> values;
  for (const CellRun& run : part) {
    progress.check();
    values.resize(static_cast<std::size_t>(run.end - run.begin));
    raster.read({band}, {run.begin, run.row, run.end - run.begin, 1}, values.data());
    for (const float value : values)
      if (!std::isnan(value))
        ++counts[value];
  }
  return counts;
}

} // namespace prospectivity
