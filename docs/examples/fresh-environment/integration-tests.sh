# What a test sees of its environment.
set -e
echo "data:   $DATACLONE_ORDERS_DB_HOST $DATACLONE_ORDERS_DB_PATH"
echo "bay:    $DATACLONE_BAY_NAME at $DOCKER_HOST"
echo "web:    $DATACLONE_WEB_URL"
test -n "$DATACLONE_WEB_URL"
if [ -n "$DOCKER_CERT_PATH" ]; then
    test -s "$DOCKER_CERT_PATH/ca.pem" && test -s "$DOCKER_CERT_PATH/cert.pem" && test -s "$DOCKER_CERT_PATH/key.pem"
    echo "docker: client certificate in $DOCKER_CERT_PATH"
fi
