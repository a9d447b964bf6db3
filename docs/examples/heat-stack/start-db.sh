#!/bin/sh
# runs at the first boot, put together by Heat
set -eu
mkdir -p /var/lib/mysql
mount -t nfs4 -o vers=4.1,hard "CLONE_HOST:CLONE_PATH" /var/lib/mysql
systemctl start mariadb
