#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

ssize_t clinux_copy_file_range(int source, int64_t *offset, int target, size_t length) {
  off64_t position = *offset;
  ssize_t copied = copy_file_range(source, &position, target, NULL, length, 0);
  *offset = position;
  return copied;
}

void clinux_begin_sync(int file) { sync_file_range(file, 0, 0, SYNC_FILE_RANGE_WRITE); }

int clinux_rename_exclusive(const char *from, const char *to) {
  return renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE);
}

int clinux_rename_exchange(const char *one, const char *other) {
  return renameat2(AT_FDCWD, one, AT_FDCWD, other, RENAME_EXCHANGE);
}

int clinux_sync_file_system(int descriptor) { return syncfs(descriptor); }

void clinux_forbid_dumps(void) {
  struct rlimit none = {0, 0};
  setrlimit(RLIMIT_CORE, &none);
  prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

void clinux_fill_standard_streams(void) {
  for (int stream = 0; stream <= 2; stream++) {
    if (fcntl(stream, F_GETFD) != -1 || errno != EBADF) continue;
    /* The lowest free number is this one; the direction is the wrong one on purpose. */
    if (open("/dev/null", stream == 0 ? O_WRONLY : O_RDONLY) != stream) return;
  }
}
