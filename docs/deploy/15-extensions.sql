-- The image made PostGIS and its relatives in "public" (10_postgis.sh), where PostGIS cannot be moved from; platform.sql,
-- which comes next, makes it in "extensions". The database is empty still.
drop extension if exists postgis_tiger_geocoder, postgis_topology, fuzzystrmatch, postgis_raster, postgis;
