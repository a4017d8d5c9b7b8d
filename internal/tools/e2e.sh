#!/bin/sh
# Starts ./splitline with the sample enclave in a folder of its own, on a free port, and drives the page in Chromium.
# Usage: e2e.sh [--picture FILE] [playwright arguments]
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
folder=$(mktemp -d)
picture=
if [ "${1:-}" = --picture ]; then
	picture=$root/$2
	shift 2
fi

"$root/splitline" serve --addr 127.0.0.1:0 --db "$folder/e2e.db" >"$folder/out" 2>"$folder/log" &
server=$!
finish() {
	status=$?
	kill "$server" 2>/dev/null && wait "$server" 2>/dev/null || true
	if [ "$status" -ne 0 ]; then tail -n 20 "$folder/log" >&2; fi
	rm -rf "$folder"
	exit "$status"
}
trap finish EXIT INT TERM

# serve prints its address when it is ready; tail ends as soon as the line is there.
address=$(timeout 60 tail -n +1 -F "$folder/out" 2>/dev/null | grep -m 1 -o 'http://[0-9.:]*') || {
	echo "e2e: the server did not start" >&2
	exit 1
}

cd "$root/static"
export SPLITLINE_URL="$address"
export CHROMIUM="${CHROMIUM:-$(command -v chromium || command -v chromium-browser)}"
if [ -n "$picture" ]; then
	SPLITLINE_PICTURE="$picture" npx playwright test --grep @picture "$@"
else
	npx playwright test --grep-invert @picture "$@"
fi
