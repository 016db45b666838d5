#!/bin/sh
# enter.sh ROOT [WHAT WHERE]... -- COMMAND...: run a command inside ROOT, WHAT being seen at WHERE.
# It runs in namespaces of its own, so that mounts and left processes end with it.
set -e
root=$1
shift
# Fails where / is no mount point, as inside another root; those are private already.
mount --make-rprivate / 2>/dev/null || true
mount --bind "$root" "$root"
mount --make-private "$root"
mount -t proc proc "$root/proc"
mount --rbind /sys "$root/sys"
mount --rbind /dev "$root/dev"
mount -t tmpfs -o mode=1777 tmp "$root/tmp"
mount -t tmpfs -o mode=755 run "$root/run"
while [ "$1" != "--" ]; do
    mkdir -p "$root$2"
    mount --rbind "$1" "$root$2"
    shift 2
done
shift
exec chroot "$root" /usr/bin/env -i HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
    PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$@"
