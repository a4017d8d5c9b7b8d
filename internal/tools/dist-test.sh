#!/bin/sh
# Tries the packages as far as a machine allows: builds them from two fresh clones of the last commit in folders of
# different names and compares every byte; installs the .deb with dpkg in a minimal Debian without a network and serves
# from it; and boots that Debian with systemd to run the unit in its sandbox. Nothing is left out in silence: a step that
# this machine does not allow fails and says so.
# Usage: dist-test.sh [FOLDER]  where FOLDER, new, is kept; else a temporary one is removed
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
install="sh $root/internal/tools/install.sh"
as_root() { if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi; }
say() { printf '\n== %s\n' "$*"; }

if [ -n "${1:-}" ]; then
	mkdir "$1"
	folder=$(cd "$1" && pwd)
else
	folder=$(mktemp -d)
	trap 'as_root rm -rf --one-file-system "$folder"; chmod -R u+w "$folder" 2>/dev/null || true' EXIT INT TERM
fi

commit=$(git -C "$root" rev-parse HEAD)

# build NAME: the packages from a fresh clone, with a cache of their own.
build() {
	git clone --quiet --no-checkout "$root" "$folder/$1"
	git -C "$folder/$1" -c advice.detachedHead=false checkout --quiet "$commit"
	GOCACHE=$folder/$1.cache make --no-print-directory -C "$folder/$1" dist
}

say "Two builds of $(git -C "$root" log -1 --format='%h %s' "$commit") in different folders"
build one
build another-with-a-longer-name
cat "$folder/one/dist/SHA256SUMS"
cmp "$folder/one/dist/SHA256SUMS" "$folder/another-with-a-longer-name/dist/SHA256SUMS"
(cd "$folder/one/dist" && sha256sum --check --quiet SHA256SUMS)
echo "The same bytes."

say "A minimal Debian"
$install debootstrap
as_root debootstrap --variant=minbase bookworm "$folder/debian" >"$folder/debootstrap.log" || {
	tail "$folder/debootstrap.log"
	echo "dist-test: debootstrap could not make a minimal Debian: nothing after this was tried" >&2
	exit 1
}
as_root cp -a "$folder/debian" "$folder/booted"

say "Install without a network, serve, remove"
(cd "$folder/one" && as_root env "PATH=$PATH" "HOME=$HOME" "$(command -v go)" test -count=1 -v -run ThePackages ./internal/dist -bare-root "$folder/debian")

say "The unit under systemd, without a network"
$install nspawn
as_root chroot "$folder/booted" sh -c 'apt-get update -qq && apt-get install -y -qq --no-install-recommends systemd systemd-sysv dbus' \
	>"$folder/apt.log" 2>&1 || {
	tail "$folder/apt.log"
	echo "dist-test: systemd could not be installed in the minimal Debian: the unit was not tried" >&2
	exit 1
}
as_root mkdir "$folder/booted/packages"
as_root cp "$folder"/one/dist/*.deb "$folder/one/dist/SHA256SUMS" "$folder/one/docs/operate/README.md" "$folder/booted/packages"
as_root cp "$root/internal/tools/dist-boot.sh" "$folder/booted/trial.sh"
as_root tee "$folder/booted/etc/systemd/system/trial.service" >/dev/null <<'UNIT'
[Unit]
Description=Trial of the package
SuccessAction=poweroff
FailureAction=poweroff
[Service]
Type=oneshot
ExecStart=/bin/sh /trial.sh
StandardOutput=file:/trial.log
StandardError=inherit
TimeoutStartSec=300
[Install]
WantedBy=multi-user.target
UNIT
as_root systemctl --root="$folder/booted" --quiet enable trial.service
as_root timeout 400 systemd-nspawn --quiet --register=no --keep-unit --boot --private-network --directory="$folder/booted" \
	</dev/null >"$folder/boot.log" 2>&1 || true
cat "$folder/booted/trial.log" || {
	tail "$folder/boot.log"
	echo "dist-test: systemd did not start in a container: the unit was not tried" >&2
	exit 1
}
test "$(cat "$folder/booted/trial.result")" = good
say "All of it holds"
