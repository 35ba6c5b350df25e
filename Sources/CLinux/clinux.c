#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
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

long clinux_file_system(int descriptor) {
  struct statfs status;
  return fstatfs(descriptor, &status) == 0 ? (long)status.f_type : -1;
}

int64_t clinux_first_hole(int descriptor) {
  off_t hole = lseek(descriptor, 0, SEEK_HOLE);
  lseek(descriptor, 0, SEEK_SET);
  return hole;
}

int clinux_rename_exclusive_at(int folder, const char *from, int target, const char *to) {
  return renameat2(folder, from, target, to, RENAME_NOREPLACE);
}

int clinux_open_stepwise(int folder, const char *path, int flags, mode_t mode) {
  char copy[PATH_MAX], *rest = NULL;
  if (strlen(path) >= sizeof copy) return errno = ENAMETOOLONG, -1;
  strcpy(copy, path);
  char *name = path[0] == '/' ? NULL : strtok_r(copy, "/", &rest);
  if (!name) return errno = path[0] ? EXDEV : ENOENT, -1;
  int here = folder;
  for (;;) {
    char *next = strtok_r(NULL, "/", &rest);
    int step = -1;
    if (strcmp(name, "..") == 0) errno = EXDEV;
    else if (next) step = openat(here, name, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    else step = openat(here, name, flags | O_NOFOLLOW | O_CLOEXEC, mode);
    int error = errno;
    if (here != folder) close(here);
    if (step < 0 || !next) return errno = error, step;
    here = step;
    name = next;
  }
}

int clinux_open_beneath(int folder, const char *path, int flags, mode_t mode) {
  struct open_how how = {
      .flags = (unsigned)(flags | O_NOFOLLOW | O_CLOEXEC),
      .mode = flags & O_CREAT ? mode : 0,
      .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS};
  /* Somebody renames about in there: the kernel cannot say yet where a name leads. */
  for (int attempt = 0; attempt < 64; attempt++) {
    long file = syscall(SYS_openat2, folder, path, &how, sizeof how);
    if (file >= 0) return (int)file;
    if (errno == ENOSYS || errno == EPERM || errno == E2BIG || errno == EINVAL) break;
    if (errno != EAGAIN) return -1;
  }
  return clinux_open_stepwise(folder, path, flags, mode);
}

int clinux_rename_exchange(const char *one, const char *other) {
  return renameat2(AT_FDCWD, one, AT_FDCWD, other, RENAME_EXCHANGE);
}

int clinux_sync_file_system(int descriptor) { return syncfs(descriptor); }

int clinux_unnamed_file(const char *folder) {
  if (!folder) return memfd_create("", MFD_CLOEXEC);
  return open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC | O_EXCL, 0600);
}

/// How this process names a file that it has open.
static bool own_name(int file, char name[32]) {
  snprintf(name, 32, "/proc/self/fd/%d", file);
  return access(name, F_OK) == 0;
}

int clinux_nameless_file(const char *folder) {
  char name[32];
  int file = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (file < 0 || own_name(file, name)) return file;
  close(file);
  return -1;
}

int clinux_name_file(int file, const char *path) {
  char name[32];
  if (!own_name(file, name)) return -1;
  return linkat(AT_FDCWD, name, AT_FDCWD, path, AT_SYMLINK_FOLLOW);
}

int clinux_memory_of(long size) {
  int file = memfd_create("", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  if (file < 0) return -1;
  if (ftruncate(file, size) == 0 && fcntl(file, F_ADD_SEALS, F_SEAL_GROW | F_SEAL_SHRINK) == 0)
    return file;
  int error = errno;
  close(file);
  errno = error;
  return -1;
}

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
