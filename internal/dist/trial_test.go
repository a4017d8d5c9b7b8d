package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// trialVariable is the environment variable that tells this program to run a trial, as JSON.
const trialVariable = "SPLITLINE_DIST_TRIAL"

// nobody is the user and group that trials serve as: it owns nothing.
const nobody = 10001

// trial is a way to serve from a package.
type trial struct {
	// Root is the folder that becomes the root, read-only but for /data; empty is this machine's own root.
	Root string
	// Program is the path of the program in the root, Home the folder that all it loads must be from.
	Program, Home string
	// Deb is a package in the root that dpkg is to install first and to remove in the end.
	Deb string
	// Env is the environment, none by default.
	Env []string
	// Metrics are names that the server's metrics must have.
	Metrics []string
	// Nobody is for a user without rights, where the machine lets us change to one.
	Nobody bool
}

// runTrial runs a trial in the namespaces that this program was started in.
func runTrial(text string) (err error) {
	var tr trial
	if err := json.Unmarshal([]byte(text), &tr); err != nil {
		return err
	}
	if err := startLoopback(); err != nil {
		return fmt.Errorf("start the loopback device: %w", err)
	}
	if err := unreachable(); err != nil {
		return err
	}
	data, err := tr.prepare()
	if err != nil {
		return err
	}
	if tr.Deb != "" {
		if err := tr.install(); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, tr.remove()) }()
	}
	if err := tr.lock(); err != nil {
		return fmt.Errorf("make the root read-only: %w", err)
	}
	return tr.serve(data)
}

// startLoopback brings the loopback device of a new network up.
func startLoopback() error {
	socket, err := unix.Socket(unix.AF_INET, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return err
	}
	request, err := unix.NewIfreq("lo")
	if err != nil {
		return err
	}
	request.SetUint16(unix.IFF_UP | unix.IFF_RUNNING)
	return errors.Join(unix.IoctlIfreq(socket, unix.SIOCSIFFLAGS, request), unix.Close(socket))
}

// unreachable returns an error if there is any network but the loopback device.
func unreachable() error {
	devices, err := net.Interfaces()
	if err != nil {
		return err
	}
	for _, device := range devices {
		if device.Flags&net.FlagLoopback == 0 && device.Flags&net.FlagUp != 0 {
			return fmt.Errorf("the network %s is up, though there must be none", device.Name)
		}
	}
	return nil
}

// prepare mounts an empty /data and /proc into the root, and returns the path of the former in the root.
func (tr trial) prepare() (string, error) {
	// Within a chroot the root is no mount, which is EINVAL: then what is mounted below is kept apart by itself.
	if err := unix.Mount("", "/", "", unix.MS_REC|unix.MS_PRIVATE, ""); err != nil && !errors.Is(err, unix.EINVAL) {
		return "", fmt.Errorf("keep mounts apart: %w", err)
	}
	if tr.Root == "" {
		folder, err := os.MkdirTemp("", "splitline-trial-")
		if err != nil {
			return "", err
		}
		return folder, unix.Mount("tmpfs", folder, "tmpfs", 0, "mode=1777")
	}
	if err := unix.Mount(tr.Root, tr.Root, "", unix.MS_BIND, ""); err != nil {
		return "", fmt.Errorf("mount the root: %w", err)
	}
	if err := unix.Mount("", tr.Root, "", unix.MS_PRIVATE, ""); err != nil {
		return "", fmt.Errorf("keep the root's mounts apart: %w", err)
	}
	for _, folder := range []string{"proc", "data"} {
		if err := os.MkdirAll(filepath.Join(tr.Root, folder), 0o755); err != nil {
			return "", err
		}
	}
	if err := unix.Mount("/proc", filepath.Join(tr.Root, "proc"), "", unix.MS_BIND|unix.MS_REC, ""); err != nil {
		return "", fmt.Errorf("mount /proc: %w", err)
	}
	if err := unix.Mount("tmpfs", filepath.Join(tr.Root, "data"), "tmpfs", 0, "mode=1777"); err != nil {
		return "", fmt.Errorf("mount /data: %w", err)
	}
	return "/data", nil
}

// lock makes the root read-only, /data aside.
func (tr trial) lock() error {
	if tr.Root == "" {
		return nil
	}
	return tr.remount(unix.MS_RDONLY)
}

// remount gives the root's mount a flag, or none, besides those that a user namespace may not take from it.
func (tr trial) remount(flag uintptr) error {
	var about unix.Statfs_t
	if err := unix.Statfs(tr.Root, &about); err != nil {
		return err
	}
	kept := uintptr(about.Flags) & (unix.MS_NOSUID | unix.MS_NODEV | unix.MS_NOEXEC | unix.MS_NOATIME)
	return unix.Mount("", tr.Root, "", unix.MS_REMOUNT|unix.MS_BIND|kept|flag, "")
}

// install installs the package with the root's own dpkg.
func (tr trial) install() error {
	for _, args := range [][]string{{"--install", tr.Deb}, {"--verify", "splitline"}} {
		if err := tr.dpkg(args...); err != nil {
			return err
		}
	}
	return nil
}

// remove removes the package and looks whether anything is left.
func (tr trial) remove() error {
	if err := tr.remount(0); err != nil {
		return err
	}
	if err := tr.dpkg("--purge", "splitline"); err != nil {
		return err
	}
	for _, name := range []string{"usr/lib/splitline", "usr/bin/splitline", "usr/share/doc/splitline"} {
		if _, err := os.Lstat(filepath.Join(tr.Root, name)); err == nil {
			return fmt.Errorf("%s is left after the package was removed", name)
		}
	}
	return nil
}

func (tr trial) dpkg(args ...string) error {
	c := exec.Command("/usr/bin/dpkg", args...)
	c.Dir = "/"
	c.Env = []string{"PATH=/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND=noninteractive"}
	c.SysProcAttr = &syscall.SysProcAttr{Chroot: tr.Root}
	out, err := c.CombinedOutput()
	if err != nil {
		return fmt.Errorf("dpkg %s: %w\n%s", strings.Join(args, " "), err, out)
	}
	return nil
}

// command is a call of the program in the root.
func (tr trial) command(ctx context.Context, data string, args ...string) *exec.Cmd {
	c := exec.CommandContext(ctx, tr.Program, args...)
	c.Err, c.Dir = nil, data
	c.Env = append([]string{"SPLITLINE_DB=" + data + "/splitline.db"}, tr.Env...)
	c.Cancel = func() error { return c.Process.Signal(syscall.SIGTERM) }
	c.SysProcAttr = &syscall.SysProcAttr{Chroot: tr.Root, Pdeathsig: syscall.SIGKILL}
	if tr.Nobody && changesUser() {
		c.SysProcAttr.Credential = &syscall.Credential{Uid: nobody, Gid: nobody}
	}
	return c
}

// changesUser tells whether this process may become another user, which it may not in a user namespace of one user.
func changesUser() bool {
	mapping, err := os.ReadFile("/proc/self/uid_map")
	return err == nil && len(strings.Fields(string(mapping))) == 3 && strings.Fields(string(mapping))[2] != "1"
}

var servesPattern = regexp.MustCompile(`http://([0-9.:]+)`)

// serve starts the server on the sample, asks it, runs commands beside it, looks at what it has loaded, and stops it.
func (tr trial) serve(data string) (err error) {
	ctx, cancel := context.WithTimeout(context.Background(), trialWithin)
	defer cancel()
	server := tr.command(ctx, data, "serve", "--addr", "127.0.0.1:0")
	log := new(strings.Builder)
	server.Stderr = log
	out, err := server.StdoutPipe()
	if err != nil {
		return err
	}
	if err := server.Start(); err != nil {
		return fmt.Errorf("start %s in %s: %w", tr.Program, tr.Root, err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	address := servesPattern.FindStringSubmatch(line)
	if err != nil || address == nil {
		return errors.Join(fmt.Errorf("the server said %q: %w", line, err), server.Wait(), errors.New(log.String()))
	}
	err = errors.Join(
		ask(ctx, &http.Client{Timeout: time.Minute}, address[0], tr.Metrics),
		tr.runCommands(ctx, data, address[1]),
		tr.inspect(server.Process.Pid, data),
	)
	err = errors.Join(err, server.Process.Signal(syscall.SIGTERM), server.Wait())
	if err != nil {
		return fmt.Errorf("%w\n%s", err, log)
	}
	return nil
}
