package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"splitline/internal/bench/ground"
	"splitline/internal/bench/report"
)

// lab is what the parts share: the options, a temporary folder, the databases that were made and the pages that were
// driven once for several parts.
type lab struct {
	options
	folder    string
	databases map[workload]made[database]
	tries     int // databases begun, to name them
	pages     map[int]made[[]speed]
}

// made is what came of making something, kept so that it is made once.
type made[T any] struct {
	value T
	err   error
}

// kind says what moves in a series.
type kind string

const (
	// oneStretch imports a map of the whole enclave a date; one stretch of the front moves.
	oneStretch kind = "stretch"
	// redrawn imports a map a date on which the whole front is drawn anew.
	redrawn kind = "redrawn"
	// edited imports a map and then what changed hands at each date.
	edited kind = "edited"
)

// workload is a generated series.
type workload struct {
	kind  kind
	dates int
}

// database is a file that holds one enclave with one series, and how it came about.
type database struct {
	// path is the file to serve, unserved a copy that no server has opened: servers keep the measures they compute.
	path, unserved string
	importing      time.Duration
	bytes          int64
}

// The enclave and the series of every generated database.
const (
	labEnclave = "growth"
	labSeries  = "days"
	labRef     = labEnclave + "/" + labSeries
)

func newLab(o options) (*lab, error) {
	folder, err := os.MkdirTemp("", "splitline-bench-")
	if err != nil {
		return nil, err
	}
	return &lab{
		options: o, folder: folder,
		databases: make(map[workload]made[database]), pages: make(map[int]made[[]speed]),
	}, nil
}

func (l *lab) close() { _ = os.RemoveAll(l.folder) }

// rounds returns how often to measure: the number given, or about a third of it to try out.
func (l *lab) rounds(n int) int {
	if l.quick {
		return (n + 2) / 3
	}
	return n
}

// dates returns how many dates to measure with: the number given, or a tenth of it to try out.
func (l *lab) dates(n int) int {
	if l.quick {
		return max(n/10, 10)
	}
	return n
}

// splitline runs the program on a database and returns what it printed.
func (l *lab) splitline(ctx context.Context, db string, args ...string) (string, error) {
	process := exec.CommandContext(ctx, l.binary, args...)
	process.Env = append(os.Environ(), "SPLITLINE_DB="+db)
	out, err := process.CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("splitline %s: %w: %s", args[0], err, tail(out))
	}
	return string(out), nil
}

// tail returns the end of what a program printed.
func tail(out []byte) string {
	const most = 400
	return string(out[max(0, len(out)-most):])
}

// database returns the database of a workload, which is made by the command line when it is first wanted.
func (l *lab) database(ctx context.Context, w workload) (database, error) {
	kept, found := l.databases[w]
	if !found {
		kept.value, kept.err = l.makeDatabase(ctx, w)
		if ctx.Err() == nil { // else another part may have more time
			l.databases[w] = kept
		}
	}
	return kept.value, kept.err
}

func (l *lab) makeDatabase(ctx context.Context, w workload) (database, error) {
	l.tries++
	folder := filepath.Join(l.folder, fmt.Sprintf("%s-%d-%d", w.kind, w.dates, l.tries))
	if err := os.Mkdir(folder, 0o700); err != nil {
		return database{}, err
	}
	db := database{path: folder + ".db"}
	if err := l.addEnclave(ctx, db.path, folder); err != nil {
		return db, err
	}
	front := ground.Front{Dates: w.dates, Redrawn: w.kind == redrawn, Seed: 11}
	write := front.WriteMaps
	if w.kind == edited {
		write = front.WriteEdits
	}
	files, err := write(folder)
	if err != nil {
		return db, err
	}
	if w.kind == edited {
		if err := l.importMaps(ctx, db.path, files[:1]); err != nil {
			return db, err
		}
		files = files[1:]
	}
	begin := time.Now()
	if w.kind == edited {
		err = l.importEdits(ctx, db.path, files)
	} else {
		err = l.importMaps(ctx, db.path, files)
	}
	if err != nil {
		return db, err
	}
	db.importing = time.Since(begin)
	if db.unserved, err = l.copyOf(db.path, filepath.Base(folder)+"-unserved"); err != nil {
		return db, err
	}
	db.bytes, err = fileBytes(db.path)
	return db, err
}

func (l *lab) addEnclave(ctx context.Context, db, folder string) error {
	outline, err := ground.WriteOutline(folder)
	if err != nil {
		return err
	}
	if _, err := l.splitline(ctx, db, "enclave", "add", labEnclave, "--name", "Growth", "--boundary", outline); err != nil {
		return err
	}
	_, err = l.splitline(ctx, db, "series", "add", labRef)
	return err
}

// importMaps imports files that each say who holds the whole enclave from the day in their name.
func (l *lab) importMaps(ctx context.Context, db string, files []string) error {
	args := []string{
		"import", labRef, "--valid-from-filename", "--controller", string(ground.East), "--remainder", string(ground.West),
	}
	_, err := l.splitline(ctx, db, append(args, files...)...)
	return err
}

// importEdits imports files that each say of some ground who holds it from the day in their name.
func (l *lab) importEdits(ctx context.Context, db string, files []string) error {
	args := []string{"import", labRef, "--valid-from-filename", "--controller-property", "controller"}
	_, err := l.splitline(ctx, db, append(args, files...)...)
	return err
}

// copyOf copies a database, that nobody has open, for a measurement that changes it, and returns the path of the copy.
func (l *lab) copyOf(db, name string) (string, error) {
	path := filepath.Join(l.folder, name+".db")
	content, err := os.ReadFile(db) //nolint:gosec // within the run's own folder
	if err != nil {
		return "", err
	}
	return path, os.WriteFile(path, content, 0o600)
}

// fileBytes returns the size of a database with its write-ahead log.
func fileBytes(path string) (int64, error) {
	file, err := os.Stat(path)
	if err != nil {
		return 0, err
	}
	total := file.Size()
	if log, err := os.Stat(path + "-wal"); err == nil {
		total += log.Size()
	}
	return total, nil
}

// times runs something for a number of rounds and returns how long each took, in seconds.
func timed(rounds int, f func(round int) error) (report.Samples, error) {
	var taken report.Samples
	for round := range rounds {
		begin := time.Now()
		if err := f(round); err != nil {
			return taken, err
		}
		taken = append(taken, time.Since(begin).Seconds())
	}
	return taken, nil
}
