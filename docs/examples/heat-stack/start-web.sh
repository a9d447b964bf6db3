#!/bin/sh
# runs at the first boot, put together by Heat
set -eu
echo "DATABASE=DB_ADDRESS" > /etc/shop.env
systemctl start shop
