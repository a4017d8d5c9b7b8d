package main

import (
	"flag"
	"fmt"
	"os"
	"testing"
)

// bareRoot is the folder of a minimal Debian, as debootstrap makes it, that the .deb is installed into besides the root
// that holds the C library alone.
var bareRoot = flag.String("bare-root", "", "folder of a minimal Debian to install the .deb into; it is changed")

// TestMain runs the tests, or, where a test has started this program anew in namespaces of its own, what is done there.
func TestMain(m *testing.M) {
	trial := os.Getenv(trialVariable)
	if trial == "" {
		os.Exit(m.Run())
	}
	if err := runTrial(trial); err != nil {
		fmt.Println("trial:", err)
		os.Exit(1)
	}
}
