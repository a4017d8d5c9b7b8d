// Counts the system calls by which SQLite writes, and ends the process before one of them or lets all from one on fail
// as on a full disk. Compile with: cc -shared -fPIC -o disturb.so disturb.c -ldl
//
// DISTURB_COUNTER names a file of eight bytes that the count is kept in, so that it outlives the process.
// DISTURB_KILL_AT and DISTURB_FULL_AT give the number of a call, from 1.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static _Atomic long long *counter;
static long long kill_at, full_at;

static long long number(const char *name) {
	const char *text = getenv(name);
	return text ? atoll(text) : 0;
}

__attribute__((constructor)) static void start(void) {
	const char *path = getenv("DISTURB_COUNTER");
	if (!path) return;
	int fd = open(path, O_RDWR | O_CLOEXEC);
	if (fd < 0) return;
	void *memory = mmap(0, sizeof *counter, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	close(fd);
	if (memory == MAP_FAILED) return;
	kill_at = number("DISTURB_KILL_AT");
	full_at = number("DISTURB_FULL_AT");
	counter = memory;
}

// fails counts a call and reports whether it must fail. What only ends or shrinks a file never fails for want of room.
static int fails(int grows) {
	if (!counter) return 0;
	long long n = atomic_fetch_add(counter, 1) + 1;
	if (kill_at && n == kill_at) {
		kill(getpid(), SIGKILL);
		for (;;) pause();
	}
	if (!grows || !full_at || n < full_at) return 0;
	errno = ENOSPC;
	return 1;
}

static int regular(int fd) {
	struct stat about;
	int before = errno;
	int yes = fstat(fd, &about) == 0 && S_ISREG(about.st_mode);
	errno = before;
	return yes;
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t pwrite64(int fd, const void *from, size_t size, off64_t at) {
	return regular(fd) && fails(1) ? -1 : NEXT(pwrite64)(fd, from, size, at);
}

ssize_t pwrite(int fd, const void *from, size_t size, off_t at) {
	return regular(fd) && fails(1) ? -1 : NEXT(pwrite)(fd, from, size, at);
}

ssize_t write(int fd, const void *from, size_t size) {
	return regular(fd) && fails(1) ? -1 : NEXT(write)(fd, from, size);
}

int fsync(int fd) { return fails(0) ? -1 : NEXT(fsync)(fd); }

int fdatasync(int fd) { return fails(0) ? -1 : NEXT(fdatasync)(fd); }

int ftruncate(int fd, off_t size) { return fails(0) ? -1 : NEXT(ftruncate)(fd, size); }

int ftruncate64(int fd, off64_t size) { return fails(0) ? -1 : NEXT(ftruncate64)(fd, size); }

int unlink(const char *path) { return fails(0) ? -1 : NEXT(unlink)(path); }
