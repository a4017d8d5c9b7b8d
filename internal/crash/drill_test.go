package crash

import (
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// recoveryPage is the page for operators whose drill is run.
const recoveryPage = "docs/operate/recover.md"

func TestTheRestoreDrillIsRunAsItStandsOnItsPage(t *testing.T) {
	folder := t.TempDir()
	prepared(t, folder)
	backups := filepath.Join(folder, "backups")
	if err := os.Mkdir(backups, 0o700); err != nil {
		t.Fatal(err)
	}
	must(t, folder, "backup", filepath.Join(backups, "splitline-2026-05-01.db"))
	before := state(t, database(folder))
	c := exec.Command("sh", "-e", "-u", "-c", drill(t))
	c.Dir = folder
	c.Env = append(os.Environ(), "BACKUPS="+backups, "ADDR="+freeAddress(t), "TMPDIR="+folder,
		"PATH="+filepath.Dir(built.path)+string(filepath.ListSeparator)+os.Getenv("PATH"))
	out, err := c.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, says := range []string{"Restored ", "is sound: no gap and no overlap in 2 snapshots.", "strip/assessed\tassessed\trevision 4", "is ready"} {
		if !strings.Contains(string(out), says) {
			t.Errorf("the drill does not say %q:\n%s", says, out)
		}
	}
	if state(t, database(folder)) != before {
		t.Error("the drill changed the live database")
	}
}

// drill returns the commands of the section "Restore drill".
func drill(t *testing.T) string {
	t.Helper()
	page, err := os.ReadFile(filepath.Join(moduleRoot(), filepath.FromSlash(recoveryPage)))
	if err != nil {
		t.Fatal(err)
	}
	_, section, found := strings.Cut(string(page), "\n## Restore drill\n")
	if !found {
		t.Fatalf("%s has no drill", recoveryPage)
	}
	section, _, _ = strings.Cut(section, "\n## ")
	var commands strings.Builder
	for i, part := range strings.Split(section, "```") {
		if block, isShell := strings.CutPrefix(part, "sh\n"); i%2 == 1 && isShell {
			commands.WriteString(block)
		}
	}
	if strings.Count(commands.String(), "splitline ") < 5 {
		t.Fatalf("the drill has few commands:\n%s", commands.String())
	}
	return commands.String()
}

// freeAddress returns an address that nobody listens on now.
func freeAddress(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	return listener.Addr().String()
}
