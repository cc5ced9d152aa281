#!/bin/sh
# Runs registrar inside an image: read-only root, user 10001, this machine's network, and $HOME as the one place to write besides /tmp.
# usage: enter.sh docker|podman|buildah IMAGE-OR-ROOT ARGUMENTS…
set -eu
engine=$1 place=$2
shift 2
if [ "$(id -u)" = 0 ]; then chown -R 10001:10001 "$HOME"; else chmod -R a+rwX "$HOME"; fi

if [ "$engine" = buildah ]; then
    # Each exec keeps the process id, so that signals and memory are those of the program.
    # shellcheck disable=SC2016
    exec unshare --mount --propagation private sh -c '
        root=$1 home=$HOME
        shift
        mount --bind "$root" "$root"
        mount -t proc proc "$root/proc"
        mount --bind /dev "$root/dev"
        for file in hosts resolv.conf; do [ ! -e "$root/etc/$file" ] || mount --bind "/etc/$file" "$root/etc/$file"; done
        kept=$(mktemp -d) && mount --bind "$home" "$kept"
        mount -t tmpfs tmpfs "$root/tmp"
        mkdir -p "$root$home"
        mount --bind "$kept" "$root$home"
        mount -o remount,bind,ro "$root"
        exec chroot --userspec=10001:10001 "$root" /usr/local/bin/registrar "$@"' enter "$place" "$@"
fi

set -- "$place" "$@"
for name in $(env | sed -n 's/^\(REGISTRAR_[A-Z_]*\)=.*/\1/p'); do set -- --env "$name" "$@"; done
exec "$engine" run --rm --interactive --network host --read-only --cap-drop ALL --security-opt no-new-privileges \
    --tmpfs /tmp --volume "$HOME:$HOME" --env HOME --workdir "$HOME" "$@"
