package main

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCommonLicencesAreReadOutOfRunningText(t *testing.T) {
	const text = "can be found in `/usr/share/common-licenses/GPL-2'. See /usr/share/common-licenses/LGPL-2.1.\n" +
		"(/usr/share/common-licenses/CC0-1.0), \"/usr/share/common-licenses/GPL\", /usr/share/common-licenses/Apache-2.0, and"
	var got []string
	for _, match := range commonLicence.FindAllStringSubmatch(text, -1) {
		got = append(got, match[1])
	}
	if diff := cmp.Diff([]string{"GPL-2", "LGPL-2.1", "CC0-1.0", "GPL", "Apache-2.0"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
