package main

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPackagesOfWhichDebianHasAnotherVersionAreNamed(t *testing.T) {
	const policy = `libxml2:
  Installed: 2.9.14-1
  Candidate: 2.9.14-2
  Version table:
     2.9.14-2 500
        500 bookworm/main amd64 Packages
 *** 2.9.14-1 100
        100 /var/lib/dpkg/status
zlib1g:
  Installed: 1:1.2.13-1
  Candidate: 1:1.2.13-1
  Version table:
 *** 1:1.2.13-1 100
libown:
  Installed: 1.0
  Candidate: (none)
`
	want := []string{"libxml2 2.9.14-1 (Debian has 2.9.14-2)"}
	if diff := cmp.Diff(want, readPolicy(policy)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
