#!/bin/sh
# Asks for known vulnerabilities: govulncheck for the Go code that is reached, npm audit for the packages of the web app.
# Both ask databases on the network. Where one cannot be reached this says so; it is a failure unless --lenient is given.
# Debian mends its libraries by new versions; packages made here would bundle the old ones if those of this machine are
# not the newest, which is a failure likewise.
# VULNDB names another database for govulncheck, such as a copy of the Go one: file:///srv/vulndb.
# Usage: vuln.sh [--lenient] GOVULNCHECK
set -eu

strict=1
if [ "$1" = --lenient ]; then
	strict=0
	shift
fi
govulncheck=$1
root=$(cd "$(dirname "$0")/../.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT INT TERM
status=0

# judge NAME STATUS PATTERN: prints what a check said, unless it says by the pattern that its database was not reached.
judge() {
	if [ "$2" -ne 0 ] && grep -qE "$3" "$folder/out"; then
		printf 'NOT CHECKED: %s could not reach its database:\n' "$1"
		grep -E "$3" "$folder/out" | head -n 1
		[ "$strict" -eq 0 ] || status=1
		return
	fi
	cat "$folder/out"
	[ "$2" -eq 0 ] || status=1
}

cd "$root"
found=0
"$govulncheck" ${VULNDB:+-db "$VULNDB"} ./... >"$folder/out" 2>&1 || found=$?
judge govulncheck "$found" '^govulncheck: fetching vulnerabilities'

cd "$root/static"
found=0
npm audit --audit-level=low >"$folder/out" 2>&1 || found=$?
judge "npm audit" "$found" 'audit endpoint returned an error|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH'

cd "$root"
if ! command -v apt-cache >/dev/null 2>&1; then
	echo "Packages are not made here: the libraries they bundle are checked where they are."
elif go run ./internal/dist -outdated; then
	echo "The libraries that packages bundle are the newest."
elif [ "$strict" -ne 0 ]; then
	status=1
fi

exit "$status"
