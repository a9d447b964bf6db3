#!/bin/sh
# Stands for the project's own tests: shows that they get where they need to.
set -eu
: "${DATACLONE_ORDERS_DB_EXPORT:?}" "${DATACLONE_WEB_URL:?}" "${DATACLONE_OUTPUT_DB_ADDRESS:?}"
echo "data:   $DATACLONE_ORDERS_DB_HOST $DATACLONE_ORDERS_DB_PATH"
echo "db:     $DATACLONE_OUTPUT_DB_ADDRESS"
echo "web:    $DATACLONE_WEB_URL"
