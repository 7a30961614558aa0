#pragma once

#include "engine/samples/sample_table.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

namespace prospectivity {

/// Cells of a line, separated by commas; quotes around a cell are taken off.
inline std::vector<std::string> cellsOf(const std::string& line) {
  std::vector<std::string> cells(1);
  bool quoted = false;
  for (const char letter : line) {
    if (letter == '"')
      quoted = !quoted;
    else if (letter == ',' && !quoted)
      cells.emplace_back();
    else if (letter != '\r')
      cells.back() += letter;
  }
  return cells;
}

/// NaN for what is no number.
inline double numberIn(const std::string& cell) {
  char* end = nullptr;
  const double value = std::strtod(cell.c_str(), &end);
  return cell.empty() || *end != '\0' ? NAN : value;
}

/// A samples layer as ogr2ogr -f CSV writes it: a column 'label' of 1 and 0, and one column per feature;
/// empty cells are holes. Columns of text, and those named as below, are no features. Samples with holes are
/// left out, as training does by default, and counted on the error stream; or kept, with NaN in them. With
/// `hasPlaces` the points are those of the columns X and Y (or x and y), which must be there.
inline SampleTable readSampleCsv(const std::string& path, bool keepsHoles = false, bool hasPlaces = false) {
  static const std::vector<std::string> others{"label", "x",   "y",         "X",           "Y",
                                               "id",    "fid", "sample_id", "parent_a_id", "parent_b_id"};
  std::ifstream file(path);
  std::string line;
  if (!std::getline(file, line))
    throw std::runtime_error(path + " cannot be read");
  const std::vector<std::string> header = cellsOf(line);
  std::vector<std::vector<std::string>> lines;
  while (std::getline(file, line))
    if (!line.empty())
      lines.push_back(cellsOf(line));
  std::vector<std::size_t> columns;
  std::size_t labelColumn = header.size();
  for (std::size_t c = 0; c < header.size(); ++c) {
    if (header[c] == "label")
      labelColumn = c;
    bool isFeature = std::find(others.begin(), others.end(), header[c]) == others.end();
    bool hasNumbers = false;
    for (const std::vector<std::string>& cells : lines) {
      const std::string cell = c < cells.size() ? cells[c] : "";
      hasNumbers = hasNumbers || !cell.empty();
      isFeature = isFeature && (cell.empty() || !std::isnan(numberIn(cell)));
    }
    if (isFeature && hasNumbers)
      columns.push_back(c);
  }
  if (labelColumn == header.size())
    throw std::runtime_error(path + " has no column 'label'");
  const auto columnOf = [&](const char* name, const char* orName) {
    for (const char* wanted : {name, orName})
      if (const auto found = std::find(header.begin(), header.end(), wanted); found != header.end())
        return static_cast<std::size_t>(found - header.begin());
    if (hasPlaces)
      throw std::runtime_error(path + " has no column '" + name + "': write it with GEOMETRY=AS_XY");
    return header.size();
  };
  const std::size_t xColumn = columnOf("X", "x");
  const std::size_t yColumn = columnOf("Y", "y");

  SampleTable table;
  for (const std::size_t c : columns)
    table.features.push_back(header[c]);
  std::vector<double> values;
  std::size_t leftOut = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::vector<double> row;
    bool isWhole = true;
    for (const std::size_t c : columns) {
      row.push_back(c < lines[i].size() ? numberIn(lines[i][c]) : NAN);
      isWhole = isWhole && !std::isnan(row.back());
    }
    if (!isWhole && !keepsHoles) {
      ++leftOut;
      continue;
    }
    values.insert(values.end(), row.begin(), row.end());
    table.labels.push_back(numberIn(lines[i][labelColumn]) > 0 ? 1 : 0);
    table.ids.push_back(static_cast<std::int64_t>(i + 1));
    table.origins.emplace_back(SampleTable::observedOrigin);
    table.parentA.emplace_back();
    table.parentB.emplace_back();
    table.points.push_back(hasPlaces ? Point{numberIn(lines[i].at(xColumn)), numberIn(lines[i].at(yColumn))}
                                     : Point{static_cast<double>(i), 0});
  }
  if (leftOut > 0)
    std::cerr << path << ": " << leftOut << " of " << lines.size()
              << " samples have holes and are left out\n";
  table.values = Eigen::Map<const Matrix>(values.data(), static_cast<Eigen::Index>(table.size()),
                                          static_cast<Eigen::Index>(columns.size()));
  return table;
}

} // namespace prospectivity
