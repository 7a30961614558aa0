#pragma once

#include "engine/samples/sample_table.h"

#include <string>
#include <vector>

namespace prospectivity {

/// The names of the classes of codes as one text that goes with every sample, such as
/// "rock=1=granite; \"soil=2=sand; 5=clay\"": an entry per feature, whose classes are those of
/// FeatureDescription::classText() that occur in the table (without rows: all), and all that are joined as
/// one. Empty where none has a name.
std::string classRecord(const SampleTable& table);

/// Takes the names of the classes of these features from a record, whatever else it names. `descriptions`:
/// one per feature. False, with nothing changed, where the text is no such record.
bool readClassRecord(const std::string& text, const std::vector<std::string>& features,
                     std::vector<FeatureDescription>& descriptions);

} // namespace prospectivity
