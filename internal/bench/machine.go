package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"time"

	"splitline/internal/bench/report"
)

// errProc is the kind of error of a file of /proc that does not say what it should.
var errProc = errors.New("not as expected")

// idleSpan is how long the machine is watched before each part; quietShare the share of the processors' time that other
// work may take meanwhile.
const (
	idleSpan   = 500 * time.Millisecond
	quietShare = 0.1
)

// begin returns a run that knows its machine.
func begin(ctx context.Context) (report.Run, error) {
	machine, err := thisMachine()
	if err != nil {
		return report.Run{}, err
	}
	load, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return report.Run{}, err
	}
	averages := strings.Join(strings.Fields(string(load))[:3], " ")
	return report.Run{
		Machine: machine, At: time.Now(), Commit: commit(ctx), Settings: []string{"load average at the start: " + averages},
	}, nil
}

// noteIdle watches the machine before a part, when nothing of this run works, and warns if something else does, or if
// it cannot be told.
func noteIdle(ctx context.Context, before string, run *report.Run) {
	busy, err := watch(ctx, idleSpan)
	warning := ""
	switch {
	case err != nil:
		warning = fmt.Sprintf("Whether the machine was quiet before “%s” is not known: %v.", before, err)
	case busy > quietShare:
		warning = fmt.Sprintf("Other work took %.0f %% of the processors' time before “%s”.", 100*busy, before)
	default:
		return
	}
	fmt.Fprintln(os.Stderr, "warning:", warning)
	run.Warnings = append(run.Warnings, warning)
}

// watch returns the share of the processors' time that was not idle for a while.
func watch(ctx context.Context, span time.Duration) (float64, error) {
	before, err := processorTimes()
	if err != nil {
		return 0, err
	}
	if err := pause(ctx, span); err != nil {
		return 0, err
	}
	after, err := processorTimes()
	if err != nil {
		return 0, err
	}
	return after.busySince(before), nil
}

// times is how long all processors together were idle, and all in all, in ticks since the system started.
type times struct{ idle, all int64 }

func processorTimes() (times, error) {
	text, err := os.ReadFile("/proc/stat")
	if err != nil {
		return times{}, err
	}
	return parseTimes(string(text))
}

// parseTimes reads the first line of /proc/stat (proc(5)): user, nice, system, idle, iowait, and more.
func parseTimes(stat string) (times, error) {
	line, _, _ := strings.Cut(stat, "\n")
	fields := strings.Fields(line)
	if len(fields) < 6 || fields[0] != "cpu" {
		return times{}, fmt.Errorf("/proc/stat: %q: %w", line, errProc)
	}
	var t times
	for i, field := range fields[1:] {
		ticks, err := strconv.ParseInt(field, 10, 64)
		if err != nil {
			return times{}, fmt.Errorf("/proc/stat: %w", err)
		}
		t.all += ticks
		if i == 3 || i == 4 {
			t.idle += ticks
		}
	}
	return t, nil
}

func (t times) busySince(before times) float64 {
	if t.all == before.all {
		return 0
	}
	return 1 - float64(t.idle-before.idle)/float64(t.all-before.all)
}

// thisMachine reads /proc.
func thisMachine() (report.Machine, error) {
	processors, err := os.ReadFile("/proc/cpuinfo")
	if err != nil {
		return report.Machine{}, err
	}
	memory, err := os.ReadFile("/proc/meminfo")
	if err != nil {
		return report.Machine{}, err
	}
	kernel, err := os.ReadFile("/proc/sys/kernel/osrelease")
	if err != nil {
		return report.Machine{}, err
	}
	kib, err := fieldKiB(string(memory), "MemTotal")
	return report.Machine{
		CPU: fieldText(string(processors), "model name"), Cores: runtime.NumCPU(), MemoryBytes: kib << 10,
		Kernel: strings.TrimSpace(string(kernel)), Go: runtime.Version(),
	}, err
}

// fieldText returns what stands behind the first "name:" at the start of a line, or "unknown".
func fieldText(text, name string) string {
	for line := range strings.Lines(text) {
		key, value, found := strings.Cut(line, ":")
		if found && strings.TrimSpace(key) == name {
			return strings.TrimSpace(value)
		}
	}
	return "unknown"
}

// fieldKiB returns a size from a file of /proc, such as "VmRSS:  123 kB", in KiB.
func fieldKiB(text, name string) (int64, error) {
	size, err := strconv.ParseInt(strings.TrimSuffix(fieldText(text, name), " kB"), 10, 64)
	if err != nil {
		return 0, fmt.Errorf("%s: %w", name, errProc)
	}
	return size, nil
}

// commit names the commit of the checkout, and says if files differ from it.
func commit(ctx context.Context) string {
	name, err := exec.CommandContext(ctx, "git", "rev-parse", "--short", "HEAD").Output()
	if err != nil {
		return "unknown"
	}
	changed, err := exec.CommandContext(ctx, "git", "status", "--porcelain", "--untracked-files=no").Output()
	if err != nil || len(changed) > 0 {
		return strings.TrimSpace(string(name)) + " and changes"
	}
	return strings.TrimSpace(string(name))
}
