#!/bin/sh
# Run once by the database image, on an empty volume.
set -eu
psql -v ON_ERROR_STOP=1 -U postgres -v sandi_pemilik="$SANDI_PEMILIK" \
    -v sandi_aplikasi="$SANDI_APLIKASI" -f /peran.sql
