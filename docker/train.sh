#!/bin/bash
# archive.sh on a PostgreSQL made for it and thrown away, with settings of nobody. Needs initdb and pg_ctl on the PATH and must not run as root (PostgreSQL refuses).
#
#   bash train.sh carnet.jar
#
# The jar, JAVA and FLAGS are those of archive.sh.
set -eu
jar=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'pg_ctl -D "$work/data" -m immediate stop > /dev/null 2>&1 || true; rm -rf "$work"' EXIT
initdb -D "$work/data" -U trainer --auth=trust -E UTF8 > /dev/null
pg_ctl -D "$work/data" -w -l "$work/log" -o "-p 25432 -c listen_addresses=127.0.0.1 -c unix_socket_directories=$work" start

keys=$work/keys.json
echo '{"keys":[]}' > "$keys"
export SPRING_PROFILES_ACTIVE=production SERVER_ADDRESS=127.0.0.1 SERVER_PORT=28080 MANAGEMENT_SERVER_PORT=28081
export SPRING_DATASOURCE_URL=jdbc:postgresql://127.0.0.1:25432/postgres SPRING_DATASOURCE_USERNAME=trainer SPRING_DATASOURCE_PASSWORD=none
export CARNET_ENDPOINT_BASEURL=http://127.0.0.1:28080/fhir CARNET_AUTHORIZATION_ISSUER=http://127.0.0.1:28080
CARNET_AUTHORIZATION_KEYSECRET=$(head -c 32 /dev/urandom | base64 -w 0)
export CARNET_AUTHORIZATION_KEYSECRET
export CARNET_SECURITY_ISSUERS_0_ISSUER=https://issuer.example.org CARNET_SECURITY_ISSUERS_0_JWKSURI=file:$keys
export CARNET_SECURITY_ISSUERS_0_AUDIENCE=https://carnet.example.org/fhir CARNET_SECURITY_ISSUERS_0_KIND=support
bash "$here/archive.sh" "$jar"
