#!/bin/bash
# Exits 0 when the server is ready. Runs inside the container: the management port listens on loopback only.
set -eu
exec 3<> "/dev/tcp/127.0.0.1/${MANAGEMENT_SERVER_PORT:-8081}"
printf 'GET /actuator/health/readiness HTTP/1.0\r\n\r\n' >&3
read -r -t 4 _ status _ <&3
[ "$status" = 200 ]
