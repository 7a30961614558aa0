# Which room may look at which, beside itself (ARCHITECTURE.md): CheckRooms.cmake holds the includes to it, and the target
# of each room links this and no more.

# In the order in which they look at one another; torch and xgboost are libraries of their own.
set(engine_rooms core report raster samples evidence model network reference augment order train evaluate predict explain)
set(processing_rooms layers language outputs frame evidence samples model explain shards)

set(engine/core "")
set(engine/report engine/core)
set(engine/raster engine/core)
set(engine/samples engine/core engine/raster)
set(engine/evidence engine/core engine/report engine/raster)
set(engine/model engine/core)
set(engine/network engine/core engine/model)
set(engine/reference engine/core engine/model)
set(engine/augment engine/core engine/report engine/samples)
set(engine/order engine/core engine/report engine/samples)
set(engine/train engine/core engine/report engine/samples engine/model engine/network engine/reference)
set(engine/evaluate engine/core engine/report engine/raster engine/train)
set(engine/predict engine/core engine/raster engine/evidence engine/model engine/evaluate)
set(engine/explain engine/core engine/report engine/raster engine/samples engine/model engine/network engine/predict)
set(engine/torch engine/core engine/model engine/network engine/reference)
set(engine/xgboost engine/core engine/model engine/reference)
set(processing/releases "")
set(processing/layers engine processing/releases)
set(processing/language engine processing/releases)
set(processing/outputs engine processing/language processing/releases)
set(processing/frame engine processing/language processing/layers processing/outputs processing/releases)
foreach(group evidence samples model explain)
  set(processing/${group} engine processing/frame processing/language processing/layers processing/outputs processing/releases)
endforeach()
# Joins what the groups that make rasters leave in parts.
set(processing/shards engine processing/frame processing/language processing/layers processing/outputs processing/releases processing/evidence
  processing/model processing/explain)

# Libraries that only some rooms know: what their headers begin with.
set(knows_torch engine/torch)
set(knows_xgboost engine/xgboost)
set(knows_gdal engine/raster engine/evidence engine/predict processing/layers processing/outputs processing/evidence processing/samples processing/model
  processing/explain)
# Pages, model files, the notes of a study, the summaries of shards and their plans are made of JSON; charts, models, networks and their records are not.
set(knows_json engine/report engine/torch engine/train engine/xgboost engine/predict)
