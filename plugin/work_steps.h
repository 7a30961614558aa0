#pragma once

#include <cstddef>
#include <vector>

namespace prospectivity {

/// What steps of the work hand on to one another.
enum class Product { Evidence, Deposits, Stack, Samples, Model, Map, Targets };

/// Where a step takes a product, or leaves one.
struct ProductAt {
  const char* parameter;
  Product product;
};

/// A step of the work: one algorithm.
struct WorkStep {
  const char* algorithm; ///< its name, without the provider
  const char* title;     ///< a few words, to be translated in the context "WorkSteps"
  bool isOnTheWay;       ///< from layers to targets; the others are at the user's choice
  std::vector<ProductAt> needs;
  std::vector<ProductAt> takes; ///< beside what it needs: its dialog is filled with it where it is there
  std::vector<ProductAt> gives;
  const char* alsoMade; ///< an output that is not made by default and later steps need; null for none
  const char* onMap;    ///< the output that one looks at on the map; null for none
};

/// In the order of the work.
const std::vector<WorkStep>& workSteps();

/// What a product is called in a sentence, to be translated in the context "WorkSteps".
const char* nameOf(Product product);

} // namespace prospectivity
