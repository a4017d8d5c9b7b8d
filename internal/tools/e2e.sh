#!/bin/sh
# Drives the page of ./splitline in Chromium: with the sample enclave, and with real files where there are any beside the
# checkout. Each run has a database and a free port of its own.
# Usage: e2e.sh [--picture FILE | --speed FILE] [playwright arguments]
# --speed measures the page and writes one line of JSON: of the server at SPLITLINE_URL, else of the sample enclave;
# SPLITLINE_ENCLAVE and SPLITLINE_SERIES name what it opens.
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
splitline=$root/splitline
folder=$(mktemp -d)
server=
export CHROMIUM="${CHROMIUM:-$(command -v chromium || command -v chromium-browser)}"

stop() {
	[ -z "$server" ] || { kill "$server" 2>/dev/null && wait "$server" 2>/dev/null || true; }
	server=
}
finish() {
	status=$?
	stop
	if [ "$status" -ne 0 ]; then tail -n 20 "$folder"/*.log >&2 || true; fi
	rm -rf "$folder"
	exit "$status"
}
trap finish EXIT INT TERM

# start NAME: serves the database of that name and sets SPLITLINE_URL once the server has said its address.
start() {
	"$splitline" serve --addr 127.0.0.1:0 --db "$folder/$1.db" >"$folder/$1.out" 2>"$folder/$1.log" &
	server=$!
	SPLITLINE_URL=$(timeout 60 tail -n +1 -F "$folder/$1.out" 2>/dev/null | grep -m 1 -o 'http://[0-9.:]*') || {
		echo "e2e: the server did not start" >&2
		exit 1
	}
	export SPLITLINE_URL
}

drive() { (cd "$root/static" && npx playwright test "$@"); }

# next_second: waits until the clock has another second: the page offers recorded times to the second.
next_second() {
	now=$(date +%s)
	while [ "$(date +%s)" -eq "$now" ]; do :; done
}

# import_real: makes the enclaves of the real files with the command line, as a person would.
import_real() {
	data=$1
	export SPLITLINE_DB="$folder/real.db"
	echo '{"type":"Polygon","coordinates":[[[31.3,44.2],[40.4,44.2],[40.4,51.4],[31.3,51.4],[31.3,44.2]]]}' >"$folder/front.geojson"
	"$splitline" enclave add gaza-ocha --name "Gaza Strip" --boundary "$data/gaza/municipalities_ocha_2019.geojson" --time-zone Asia/Gaza
	"$splitline" series add gaza-ocha/idf-map --title "IDF map" --kind claimed
	"$splitline" import gaza-ocha/idf-map "$data/gaza/yellow_line_2025-10-19.geojson" \
		--valid-from 2025-10-19 --controller israeli-held --remainder hamas-held
	"$splitline" areas import gaza-ocha "$data/gaza/municipalities_ocha_2019.geojson" --set municipalities
	corridor='[[34.34,31.455],[34.46,31.455],[34.46,31.475],[34.34,31.475],[34.34,31.455]]'
	echo "{\"type\":\"Polygon\",\"coordinates\":[$corridor]}" >"$folder/corridor.geojson"
	"$splitline" series add gaza-ocha/held --title "Traced" --kind reported
	# A corridor through the ground of the other side, and its end.
	"$splitline" import gaza-ocha/held "$data/gaza/yellow_line_2025-10-19.geojson" --observed-at 2025-10-19T10:00:00Z \
		--valid-from 2025-10-19 --controller israeli-held --remainder hamas-held --accuracy-m 30
	next_second
	"$splitline" import gaza-ocha/held "$folder/corridor.geojson" --observed-at 2025-12-01T10:00:00Z \
		--valid-from 2025-12-01 --controller israeli-held --accuracy-m 30
	next_second
	"$splitline" import gaza-ocha/held "$data/gaza/yellow_line_2025-10-19.geojson" --observed-at 2026-03-01T10:00:00Z \
		--valid-from 2026-03-01 --controller israeli-held --remainder hamas-held --accuracy-m 30
	"$splitline" enclave add front --name "Front" --boundary "$folder/front.geojson" --time-zone Europe/Kyiv
	"$splitline" controller add front occupied --label Occupied --definition "As the file has it."
	"$splitline" controller add front free --label Free --definition "As the file has it."
	"$splitline" series add front/days --title "Days"
	"$splitline" import front/days "$data"/deepstate/*.geojson --valid-from-filename --controller occupied --remainder free
	unset SPLITLINE_DB
}

if [ "${1:-}" = --picture ]; then
	SPLITLINE_PICTURE=$root/$2
	export SPLITLINE_PICTURE
	shift 2
	start sample
	drive --grep @picture "$@"
	exit
fi

if [ "${1:-}" = --speed ]; then
	case $2 in
	/*) SPLITLINE_SPEED=$2 ;;
	*) SPLITLINE_SPEED=$PWD/$2 ;;
	esac
	export SPLITLINE_SPEED
	shift 2
	[ -n "${SPLITLINE_URL:-}" ] || start sample
	drive --grep @speed "$@"
	exit
fi

start sample
drive --grep-invert '@picture|@real|@speed' "$@"
stop

real=$root/../shared/data
if [ -d "$real" ]; then
	import_real "$real" >"$folder/import.log" 2>&1
	start real
	drive --grep @real "$@"
else
	echo "e2e: the tests on real files are left out: shared data absent"
fi
