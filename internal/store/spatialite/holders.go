package spatialite

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
)

// others names the other processes that hold locks on a database, for people, as far as the system tells: Linux lists
// them in /proc/locks (proc_locks(5)). The file itself is not opened to ask, because closing it again would release
// the locks of this process (https://www.sqlite.org/howtocorrupt.html section 2.2).
func others(path string) string {
	list, err := os.ReadFile("/proc/locks")
	if err != nil {
		return "another process"
	}
	var named []string
	for _, pid := range holders(string(list), inodes(path, path+"-shm"), os.Getpid()) {
		named = append(named, processName(pid))
	}
	if len(named) == 0 {
		return "another process"
	}
	return strings.Join(named, " and ")
}

// inodes returns the numbers of files as /proc/locks writes them; those that are not there are left out.
func inodes(paths ...string) (numbers []string) {
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil {
			continue
		}
		if stat, ok := info.Sys().(*syscall.Stat_t); ok {
			numbers = append(numbers, strconv.FormatUint(stat.Ino, 10))
		}
	}
	return numbers
}

// holders returns the processes, apart from one, that a list of locks names for the inodes. A line of the list reads
// "1: POSIX  ADVISORY  READ 30820 fd:00:1234 124 124"; those of waiters have an arrow after the number.
func holders(locks string, inodes []string, self int) (pids []int) {
	for line := range strings.Lines(locks) {
		fields := strings.Fields(line)
		if len(fields) < 6 || fields[1] == "->" {
			continue
		}
		place := strings.Split(fields[5], ":")
		pid, err := strconv.Atoi(fields[4])
		if err != nil || pid <= 0 || pid == self || !slices.Contains(inodes, place[len(place)-1]) {
			continue
		}
		pids = append(pids, pid)
	}
	slices.Sort(pids)
	return slices.Compact(pids)
}

// processName names a process by its number and, where the system tells it, its program.
func processName(pid int) string {
	name, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "comm"))
	if err != nil {
		return fmt.Sprintf("process %d", pid)
	}
	return fmt.Sprintf("process %d (%s)", pid, strings.TrimSpace(string(name)))
}
