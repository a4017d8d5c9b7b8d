#!/bin/sh
# Installs one thing that Splitline needs from the system's package manager, unless it is there.
# Usage: install.sh spatialite|chromium|gdal|wrk|debootstrap|nspawn
set -eu

say() { printf '%s\n' "$*" >&2; }

as_root() {
	if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

# find_library NAME: is a loadable module of that name in a place where the loader looks?
find_library() {
	for folder in /usr/lib /usr/lib64 /usr/local/lib /opt/homebrew/lib /opt/local/lib; do
		[ -d "$folder" ] && [ -n "$(find "$folder" -maxdepth 2 -name "$1*" 2>/dev/null | head -n 1)" ] && return 0
	done
	return 1
}

# install WHY APT BREW DNF: installs the package under the name that the system's package manager gives it.
install() {
	why=$1
	if command -v apt-get >/dev/null 2>&1; then
		say "Installing $2 with apt-get: $why"
		as_root apt-get update -qq
		as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $2 >/dev/null
	elif command -v brew >/dev/null 2>&1; then
		say "Installing $3 with brew: $why"
		brew install --quiet $3
	elif command -v dnf >/dev/null 2>&1; then
		say "Installing $4 with dnf: $why"
		as_root dnf install -y -q $4
	else
		say "No apt-get, brew or dnf here. Install $2 by hand: $why"
		exit 1
	fi
}

case "${1:-}" in
spatialite)
	find_library mod_spatialite ||
		install "SpatiaLite keeps the polygons in the database file." \
			libsqlite3-mod-spatialite libspatialite libspatialite
	;;
chromium)
	command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 || [ -n "${CHROMIUM:-}" ] ||
		install "the tests drive the page in a real browser." "chromium fonts-noto-core" chromium chromium
	;;
gdal)
	{ command -v ogr2ogr >/dev/null 2>&1 && command -v spatialite >/dev/null 2>&1; } ||
		install "the tests read tiles and databases with GDAL and the SpatiaLite shell." \
			"gdal-bin spatialite-bin" "gdal spatialite-tools" "gdal spatialite-tools"
	;;
wrk)
	command -v wrk >/dev/null 2>&1 || install "the benchmarks load the server with it." wrk wrk wrk
	;;
debootstrap)
	command -v debootstrap >/dev/null 2>&1 || [ -x /usr/sbin/debootstrap ] ||
		install "the package is tried in a minimal Debian." debootstrap debootstrap debootstrap
	;;
nspawn)
	command -v systemd-nspawn >/dev/null 2>&1 ||
		install "the unit is tried under systemd." systemd-container systemd systemd-container
	;;
*)
	say "usage: install.sh spatialite|chromium|gdal|wrk|debootstrap|nspawn"
	exit 2
	;;
esac
