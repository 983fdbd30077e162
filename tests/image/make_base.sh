#!/bin/sh
# Make the Dockerfile's base image for buildah from Debian's packages, for machines that reach no
# registry of images. Needs root, buildah and debootstrap.
#
# It has this machine's certificates, which a proxy may have replaced, and nothing else of it.
set -eu
name=docker.io/library/python:3.12-slim
suite=$(. /etc/os-release && echo "$VERSION_CODENAME")

root=$(mktemp -d) && chmod 755 "$root"
trap 'rm -rf "$root"' EXIT
debootstrap --variant=minbase --include=ca-certificates,python3,python3-pip,python3-venv \
  "$suite" "$root" >"$root.log" || { cat "$root.log" >&2; exit 1; }
rm -rf "$root.log" "$root"/var/cache/apt/* "$root"/var/lib/apt/lists/* "$root"/usr/share/doc \
  "$root"/usr/share/man "$root"/usr/share/locale "$root"/usr/lib/python3*/EXTERNALLY-MANAGED
ln -s python3 "$root/usr/bin/python"
cp /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/"
printf '[global]\ncert = /etc/ssl/certs/ca-certificates.crt\n' >"$root/etc/pip.conf"

container=$(buildah from scratch)
buildah add --quiet "$container" "$root" / >/dev/null
buildah config --cmd python3 "$container"
buildah commit --quiet --rm "$container" "$name" >/dev/null
echo "$name"
