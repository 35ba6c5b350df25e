#include "CPictureFixtures.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "CLinux.h"

static bool opens(const char *path, int flags) {
  int file = open(path, flags, 0600);
  if (file >= 0) close(file);
  return file >= 0;
}

/// Whether more can be had than any picture or message needs.
static int tries_too_much(void) {
  int done = 0;
  int last = dup(0);
  while (last >= 0 && last < CLINUX_MOST_DESCRIPTORS) last = dup(0);
  if (last >= CLINUX_MOST_DESCRIPTORS) done |= CFIXTURE_OPENED_MANY;
  void *much = mmap(NULL, CLINUX_MOST_ADDRESSES, PROT_NONE,
                    MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (much != MAP_FAILED) done |= CFIXTURE_MAPPED_MUCH;
  return done;
}

/// What goes on inside: one bit for each thing that could be done.
static int tries(const char *const paths[]) {
  int done = 0;
  if (opens(paths[0], O_RDONLY)) done |= CFIXTURE_READ_NAMED;
  if (opens(paths[1], O_RDONLY)) done |= CFIXTURE_READ_OTHER;
  if (opens(paths[2], O_RDWR | O_CREAT)) done |= CFIXTURE_WROTE_NAMED;
  if (opens(paths[4], O_RDWR | O_CREAT)) done |= CFIXTURE_WROTE_OTHER;
  int socket_ = socket(AF_INET, SOCK_STREAM, 0);
  if (socket_ >= 0) done |= CFIXTURE_HAD_SOCKET;
  pid_t child = fork();
  if (child == 0) _exit(0);
  if (child > 0) {
    waitpid(child, NULL, 0);
    done |= CFIXTURE_FORKED;
  }
  char *arguments[] = {"true", NULL};
  execv("/bin/true", arguments);
  if (errno == EPERM || errno == EACCES) done |= CFIXTURE_EXEC_REFUSED;
  return done | tries_too_much();
}

/// What a reader of mail does: moves files in its folder, talks to the agent; and tries what it
/// must not.
static int tries_in_tree(const char *const paths[]) {
  const char *tree = paths[0], *beside = paths[1];
  int done = 0;
  int folder = open(tree, O_RDONLY | O_DIRECTORY);
  if (folder >= 0 && mkdirat(folder, "one", 0700) == 0 && mkdirat(folder, "two", 0700) == 0) {
    int file = openat(folder, "one/a", O_RDWR | O_CREAT, 0600);
    if (file >= 0 && renameat(folder, "one/a", folder, "two/a") == 0)
      done |= CFIXTURE_MOVED_IN_TREE;
  }
  if (opens("/etc/passwd", O_RDONLY)) done |= CFIXTURE_READ_NAMED;
  if (opens("/etc/cfixture", O_RDWR | O_CREAT)) done |= CFIXTURE_WROTE_NAMED;
  if (opens(beside, O_RDONLY)) done |= CFIXTURE_READ_OTHER;
  if (opens(beside, O_RDWR)) done |= CFIXTURE_WROTE_OTHER;
  if (socket(AF_UNIX, SOCK_STREAM, 0) >= 0) done |= CFIXTURE_HAD_LOCAL_SOCKET;
  if (socket(AF_INET, SOCK_STREAM, 0) >= 0 || socket(AF_INET6, SOCK_DGRAM, 0) >= 0)
    done |= CFIXTURE_HAD_SOCKET;
  char *arguments[] = {"true", NULL};
  execv("/bin/true", arguments);
  return done | (errno == EPERM || errno == EACCES ? CFIXTURE_EXEC_REFUSED : 0);
}

/// What a child process is given, and answers: what is in force, and what it could do.
typedef struct {
  const char *paths[5];
  int (*confine)(const char *const paths[]);
  int (*tries)(const char *const paths[]);
} play;

static int played(const play *play, int *parts) {
  int ends[2];
  if (pipe(ends) != 0) return -1;
  pid_t child = fork();
  if (child == 0) {
    int answer[2] = {play->confine(play->paths), 0};
    answer[1] = play->tries(play->paths);
    ssize_t count = write(ends[1], answer, sizeof answer);
    _exit(count == sizeof answer ? 0 : 1);
  }
  close(ends[1]);
  int answer[2] = {0, -1};
  if (child < 0 || read(ends[0], answer, sizeof answer) != sizeof answer) answer[1] = -1;
  close(ends[0]);
  if (child > 0) waitpid(child, NULL, 0);
  *parts = answer[0];
  return answer[1];
}

static int confine_picture(const char *const paths[]) {
  const char *const reads[] = {paths[0], NULL}, *const writes[] = {paths[3], NULL};
  const char *const trees[] = {NULL};
  return clinux_confine(reads, writes, trees, CLINUX_SOCKETS_NONE);
}

static int confine_mail(const char *const paths[]) {
  const char *const reads[] = {"/etc", NULL}, *const writes[] = {NULL};
  const char *const trees[] = {paths[0], NULL};
  return clinux_confine(reads, writes, trees, CLINUX_SOCKETS_LOCAL);
}

int cfixture_confined(const char *readable, const char *other, const char *written,
                      const char *folder, const char *beside, int *parts) {
  play play = {{readable, other, written, folder, beside}, confine_picture, tries};
  return played(&play, parts);
}

int cfixture_confined_to_tree(const char *tree, const char *beside, int *parts) {
  play play = {{tree, beside}, confine_mail, tries_in_tree};
  return played(&play, parts);
}
