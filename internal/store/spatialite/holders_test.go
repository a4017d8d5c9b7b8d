package spatialite

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestHoldersAreReadFromTheListOfLocks(t *testing.T) {
	const locks = `1: POSIX  ADVISORY  READ 30820 fd:00:1234 1073741826 1073742335
2: POSIX  ADVISORY  WRITE 512 fd:00:99 124 124
2: -> POSIX  ADVISORY  WRITE 513 fd:00:99 124 124
3: FLOCK  ADVISORY  WRITE 7 fd:00:1234 0 EOF
4: POSIX  ADVISORY  READ 30820 00:2f:99 128 128
5: OFDLCK ADVISORY  READ -1 fd:00:1234 0 EOF
6: POSIX  ADVISORY  WRITE 42 fd:00:1 0 EOF
nonsense
`
	tests := []struct {
		name   string
		inodes []string
		want   []int
	}{
		{"each process is named once, waiters and those without a number are not", []string{"1234", "99"}, []int{7, 512, 30820}},
		{"the process that asks is left out", []string{"1"}, nil},
		{"a file without locks has none", []string{"2"}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, holders(locks, tt.inodes, 42)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
