#!/bin/sh
# Gives every fuzz target of the module a number of new inputs, 2,000 unless told otherwise, two targets at a time.
# An input that fails is kept in testdata/fuzz beside its target, is named, and makes the run fail.
# Usage: fuzz.sh [COUNT]
set -eu

# one FOLDER BINARY TARGET COUNT CACHE: runs one target, and says how it ended.
if [ "${1:-}" = one ]; then
	log=$6/$(basename "$3")-$4.log
	if (cd "$2" && "$3" -test.run='^$' -test.fuzz="^$4\$" -test.fuzztime="$5x" -test.fuzzminimizetime=20x -test.timeout=20m \
		-test.fuzzcachedir="$6/inputs/$4" -test.parallel=1) >"$log" 2>&1; then
		printf 'ok    %s %s\n' "${2#"$PWD"/}" "$4"
		exit 0
	fi
	printf 'FAIL  %s %s\n' "${2#"$PWD"/}" "$4"
	grep -v '^fuzz: elapsed' "$log" | tail -n 40
	input=$(sed -n 's/^ *Failing input written to //p' "$log" | head -n 1)
	[ -z "$input" ] || head -c 2000 "$2/$input"
	exit 1
fi

count=${1:-2000}
case $count in
'' | *[!0-9]*) echo "fuzz.sh: COUNT must be a number, not '$count'" >&2 && exit 2 ;;
esac
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

number=0
find cmd geo tiles internal data -name '*_test.go' -exec grep -l '^func Fuzz' {} + | xargs -n 1 dirname | sort -u >"$work/folders"
while read -r folder; do
	number=$((number + 1))
	binary=$work/$number.test
	go test -c -fuzz=Fuzz -o "$binary" "./$folder"
	(cd "$folder" && "$binary" -test.list '^Fuzz') | grep '^Fuzz' >"$work/targets"
	while read -r target; do
		echo "one $PWD/$folder $binary $target $count $work"
	done <"$work/targets" >>"$work/jobs"
done <"$work/folders"

echo "$(wc -l <"$work/jobs") fuzz targets, $count inputs each"
xargs -n 6 -P 2 sh "$PWD/internal/tools/fuzz.sh" <"$work/jobs"
