// Package crash ends the program at any moment and looks at what it leaves. It has tests alone.
//
// The program is built and run as a child: importing, folding over a new boundary, upgrading, backing up, restoring,
// starting for the first time. It is killed with SIGKILL after a time drawn from the length of an undisturbed run, and
// before a drawn one of the system calls by which SQLite writes; or every such call fails from a drawn one on, as on a
// full disk. After that a server must start and be ready, splitline check must find nothing, what was acknowledged must
// be there, and what was not must be there wholly or not at all. A backup has its name only if it is whole.
//
// A process that is killed loses what it had in mind, not what it gave the system: that the system itself stops is not
// tried here. For that there are SQLite's own tests (https://www.sqlite.org/testing.html section 3.3) and synchronous=FULL.
//
//	go test ./internal/crash -kills 5000 -kill-seed 7
//
// kills so often, and draws from this seed; without it the seed is another each time and is told by a failure. System
// calls are counted and disturbed by a library that is compiled with the C compiler of cgo and loaded before the C
// library (LD_PRELOAD, ld.so(8)), on Linux alone. Go's own system calls do not go through the C library: renaming a
// backup or a restored file is disturbed by the drawn times alone.
package crash
