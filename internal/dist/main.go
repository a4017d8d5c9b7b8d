// Command dist makes the packages that go onto a machine without a network: a tar.gz and a .deb (deb(5)) with the
// program, SpatiaLite with every shared library it needs beyond the C library, PROJ's database, the licences of all of
// them, the operators' page, a man page and a systemd unit; and SHA256SUMS beside them.
//
// The program is linked with a library path relative to itself (ld.so(8), DT_RPATH with $ORIGIN), and PROJ looks for
// its database relative to its own library, so nothing need be set by the user and nothing of the same name that the
// machine has is taken instead. The libraries are Debian's, byte for byte.
//
// Two runs over the same commit on machines with the same packages give identical bytes: names are sorted, times are
// those of the commit (SOURCE_DATE_EPOCH, reproducible-builds.org), owners are root, paths are trimmed. BUILDINFO
// in the package names what it was made with.
//
// It runs on Debian and its kin, for the processor it runs on: libraries and their licences are found by way of dpkg.
// It wants the web app built; `make dist` sees to that.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"time"
)

// options say what to make and of what.
type options struct {
	// source is the folder of the checkout.
	source string
	// out is the folder the packages go to, image the one that gets a whole root with the program and the C library;
	// either may be empty.
	out, image string
	// version is as `git describe` says it.
	version string
	// outdated asks for the libraries that are not the newest, and makes nothing.
	outdated bool
	// made is the time that every file in the packages bears.
	made time.Time
}

func main() {
	var o options
	var epoch int64
	flag.StringVar(&o.source, "source", ".", "folder of the checkout")
	flag.StringVar(&o.out, "out", "", "folder for the packages")
	flag.StringVar(&o.image, "image", "", "new folder for a root that holds the program and the C library alone")
	flag.StringVar(&o.version, "version", "unknown", "version as git describe says it")
	flag.BoolVar(&o.outdated, "outdated", false, "only say which libraries are not the newest, and fail if any is not")
	flag.Int64Var(&epoch, "epoch", 0, "time of the commit in Unix seconds")
	flag.Parse()
	o.made = time.Unix(epoch, 0).UTC()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, o)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "dist:", err)
		os.Exit(1)
	}
}

// run makes what was asked for.
func run(ctx context.Context, o options) error {
	if o.outdated {
		return checkOutdated(ctx)
	}
	if o.out == "" && o.image == "" {
		return errors.New("say what to make: -out FOLDER, -image FOLDER or both")
	}
	if _, err := os.Stat(filepath.Join(o.source, "static/dist/index.html")); err != nil {
		return fmt.Errorf("the web app is not built, run make splitline: %w", err)
	}
	p, err := collect(ctx, o)
	if err != nil {
		return err
	}
	if err := checkOutdated(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "dist: take note:", err)
	}
	if o.image != "" {
		if err := writeImage(o.image, p); err != nil {
			return fmt.Errorf("make %s: %w", o.image, err)
		}
	}
	if o.out == "" {
		return nil
	}
	return writePackages(o.out, p)
}
