#pragma once

namespace prospectivity {

/// Opens the page for those who are new, in the browser.
void openQuickStart();

} // namespace prospectivity
