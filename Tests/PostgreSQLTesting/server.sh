#!/bin/sh
# A PostgreSQL server for tests: made in FOLDER, on a socket there and nowhere else, gone when standard input ends.
# usage: server.sh FOLDER [SETTING=VALUE …]     says "ready" once it answers; the socket is FOLDER/socket
set -eu

folder=$1
shift
binaries=${REGISTRAR_TEST_POSTGRESQL:-$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)}
[ -x "$binaries/initdb" ] || { echo "no PostgreSQL server is installed: run bin/setup --tests" >&2; exit 1; }

# The server refuses to run as root.
as_server() { if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; else "$@"; fi; }

mkdir -p "$folder/socket"
[ "$(id -u)" != 0 ] || chown -R postgres "$folder"
cd "$folder"
# PgBouncer before the server at a port, in a mode, on a socket in the folder itself.
pool() {
    printf '%s\n' '[databases]' "postgres = host=$folder/socket port=$1 user=registrar" '[pgbouncer]' 'listen_addr =' \
        "unix_socket_dir = $folder" 'auth_type = any' "pool_mode = $2" "pidfile = $folder/pool.pid" \
        "logfile = $folder/pool.log" 'ignore_startup_parameters = options' >"$folder/pool.ini"
    as_server pgbouncer -q -d "$folder/pool.ini" </dev/null >/dev/null 2>&1
    # As pg_ctl -w does: it says that it runs before it listens.
    until [ -S "$folder/.s.PGSQL.6432" ] && [ -e "$folder/pool.pid" ]; do sleep 0.05; done
}
end_pool() { [ ! -e "$folder/pool.pid" ] || kill "$(cat "$folder/pool.pid")" || true; }

trap 'end_pool; as_server "$binaries/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true; rm -rf "$folder"' EXIT
# Another language's order than that of bytes, so that a text column which forgot its own shows.
as_server "$binaries/initdb" -D "$folder/data" -U registrar -A trust -E UTF8 --no-sync --no-instructions \
    --locale=C.UTF-8 --locale-provider=icu --icu-locale=en >"$folder/initdb.log" 2>&1 || { cat "$folder/initdb.log" >&2; exit 1; }
{
    echo "listen_addresses = ''"
    echo "unix_socket_directories = '$folder/socket'"
    echo "max_connections = 600"
    echo "logging_collector = off"
    for setting in "$@"; do echo "$setting"; done
} >>"$folder/data/postgresql.conf"
as_server "$binaries/pg_ctl" -D "$folder/data" -l "$folder/server.log" -w -t 60 start >/dev/null || { cat "$folder/server.log" >&2; exit 1; }
echo ready
while read -r order; do
    case $order in
        restart) as_server "$binaries/pg_ctl" -D "$folder/data" -l "$folder/server.log" -w -m immediate restart >/dev/null ;;
        stop) as_server "$binaries/pg_ctl" -D "$folder/data" -w -m immediate stop >/dev/null ;;
        "pool "*) pool ${order#pool } ;;
        start) as_server "$binaries/pg_ctl" -D "$folder/data" -l "$folder/server.log" -w start >/dev/null ;;
    esac
    echo "done"
done
