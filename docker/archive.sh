#!/bin/bash
# Prepares the start: runs the server once until it is ready, and keeps beside its jar what the JVM loaded, so that later starts do not do it again.
#
#   bash archive.sh carnet.jar [arguments of the server]
#
# The jar is the one that "java -Djarmode=tools -jar target/carnet-*.jar extract" left, with its lib/ beside it; the archive holds for this jar, this lib/ and this JDK
# only, and the JVM goes without it when one of them changed. The run needs a database of its own to fill (SPRING_DATASOURCE_URL ...): never one with records.
# JDK 25 and later: carnet.aot, used with -XX:AOTCache=carnet.aot. Before: carnet.jsa, used with -XX:SharedArchiveFile=carnet.jsa. The garbage collector has to be the same.
# JAVA: the java to use. FLAGS: JVM flags that later starts have, too.
set -eu
jar=$1
shift
java=${JAVA:-java}
read -ra flags <<< "${FLAGS:-}"
here=$(cd "$(dirname "$0")" && pwd)
cd "$(dirname "$jar")"
jar=$(basename "$jar")
version=$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.specification.version = //p')

if [ "$version" -ge 25 ]; then
    training=(-XX:AOTCacheOutput=carnet.aot)
else
    training=(-XX:DumpLoadedClassList=carnet.classlist)
fi
"$java" "${flags[@]}" "${training[@]}" -jar "$jar" "$@" &
server=$!
# The server ends with this script, whatever happens; it is never left with the database.
trap 'kill "$server" 2> /dev/null || true' EXIT
until bash "$here/ready.sh" 2> /dev/null; do
    kill -0 "$server"
    sleep 1
done
kill "$server"
# 143 is the JVM's answer to the signal; whether it kept what it learned is seen below.
wait "$server" || [ $? = 143 ]
trap - EXIT

if [ "$version" -lt 25 ]; then
    # JDK 17.0.15 crashed while it archived lambdas (adjust_lambda_proxy_class_dictionary): without them.
    sed -i '/^@lambda-proxy/d' carnet.classlist
    "$java" "${flags[@]}" -Xshare:dump -Xlog:cds=error -XX:SharedClassListFile=carnet.classlist -XX:SharedArchiveFile=carnet.jsa -jar "$jar"
    rm carnet.classlist
    "$java" "${flags[@]}" -Xshare:on -XX:SharedArchiveFile=carnet.jsa -cp "$jar" -version
    ls -l carnet.jsa
else
    "$java" "${flags[@]}" -XX:AOTCache=carnet.aot -XX:AOTMode=on -cp "$jar" -version
    ls -l carnet.aot
fi
