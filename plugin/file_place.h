#pragma once

#include <QString>

namespace prospectivity {

/// A place (see run_places.h) taken apart around the path of the file that it names.
struct FilePlace {
  QString before;
  QString file; ///< absolute, or relative from ./ or ../ on; empty where the place names no file
  QString after;
};

/// Of "/a.gpkg|layername=b", "NETCDF:\"/a.nc\":b", "GPKG:/a.gpkg:b", "ogr:dbname='/a.gpkg' table=b" each the
/// file. Tables of databases, addresses of servers and ids of layers name none. Nothing is looked for.
FilePlace filePlaceOf(const QString& place);

} // namespace prospectivity
