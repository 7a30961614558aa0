#pragma once

#include <string>

namespace prospectivity {

/// A text as it may be kept and shown: of every address in it, the name and password in front of the host
/// ("https://user:password@host/") and all that stands behind a question mark ("?sig=...", "?X-Amz-...") are
/// "***", and so are the values of authcfg=, password=, passwd=, pwd= and |credential:KEY=. What access a
/// query gives is not told by its names, so that none of it is kept, but for those of file:// addresses,
/// which say how a file of this machine is read. Other text stays as it is.
std::string withoutSecrets(const std::string& text);

} // namespace prospectivity
