package main

import (
	"archive/tar"
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/gzip"
)

var (
	someTime = time.Unix(1700000000, 0)
	someTree = tree{
		{path: "b/program", mode: programMode, data: []byte("x")},
		{path: "a/deep/er/text", mode: plainMode, data: []byte("text\n")},
		{path: "b/link", mode: os.ModeSymlink | 0o777, link: "../a/deep/er/text"},
	}
)

func TestATarNamesFoldersFirstAndEverythingSorted(t *testing.T) {
	packed, err := packTar(someTree, "./", someTime)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"./a/ 755", "./a/deep/ 755", "./a/deep/er/ 755", "./b/ 755", "./a/deep/er/text 644", "./b/link 777 ../a/deep/er/text",
		"./b/program 755",
	}
	if diff := cmp.Diff(want, headers(t, packed)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestTheOrderOfFilesDoesNotMatter(t *testing.T) {
	one, err := packTar(someTree, "", someTime)
	if err != nil {
		t.Fatal(err)
	}
	other, err := packTar(tree{someTree[2], someTree[0], someTree[1]}, "", someTime)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(one, other) {
		t.Error("the archives differ")
	}
}

// headers returns name, permissions and target of each entry, and fails the test if one has another owner or time.
func headers(t *testing.T, packed []byte) (list []string) {
	t.Helper()
	plain, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	for archive := tar.NewReader(plain); ; {
		header, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return list
		}
		if err != nil {
			t.Fatal(err)
		}
		if header.Uid != 0 || header.Gid != 0 || header.Uname != "root" || !header.ModTime.Equal(someTime) {
			t.Errorf("%+v", header)
		}
		line := header.Name + " " + header.FileInfo().Mode().Perm().String()
		line = strings.NewReplacer("-rwxr-xr-x", "755", "-rw-r--r--", "644", "-rwxrwxrwx", "777").Replace(line)
		list = append(list, strings.TrimSpace(line+" "+header.Linkname))
	}
}

func TestAnArArchiveIsAsTheManualHasIt(t *testing.T) {
	got := packAr([]member{{"debian-binary", []byte("2.0\n")}, {"odd", []byte("abc")}, {"even", []byte("ab")}}, someTime)
	want := "!<arch>\n" +
		"debian-binary   1700000000  0     0     100644  4         `\n2.0\n" +
		"odd             1700000000  0     0     100644  3         `\nabc\n" +
		"even            1700000000  0     0     100644  2         `\nab"
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestATreeIsNotWrittenOutsideItsFolder(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "new")
	if err := (tree{{path: "../beside", mode: plainMode}}).write(folder); err == nil {
		t.Error("a path that leads outside is written")
	}
}

func TestTwoFilesAtOnePathAreAFault(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("two files at one path are taken")
		}
	}()
	tree{{path: "a"}, {path: "b"}, {path: "a"}}.sorted()
}
