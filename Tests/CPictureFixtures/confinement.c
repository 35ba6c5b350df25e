#include "CPictureFixtures.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "CLinux.h"

static bool opens(const char *path, int flags) {
  int file = open(path, flags, 0600);
  if (file >= 0) close(file);
  return file >= 0;
}

/// What goes on inside: one bit for each thing that could be done.
static int tries(const char *readable, const char *other, const char *written, const char *beside) {
  int done = 0;
  if (opens(readable, O_RDONLY)) done |= CFIXTURE_READ_NAMED;
  if (opens(other, O_RDONLY)) done |= CFIXTURE_READ_OTHER;
  if (opens(written, O_RDWR | O_CREAT)) done |= CFIXTURE_WROTE_NAMED;
  if (opens(beside, O_RDWR | O_CREAT)) done |= CFIXTURE_WROTE_OTHER;
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
  return done | (errno == EPERM || errno == EACCES ? CFIXTURE_EXEC_REFUSED : 0);
}

int cfixture_confined(const char *readable, const char *other, const char *written,
                      const char *folder, const char *beside, int *parts) {
  int ends[2];
  if (pipe(ends) != 0) return -1;
  pid_t child = fork();
  if (child == 0) {
    const char *const reads[] = {readable, NULL}, *const writes[] = {folder, NULL};
    int answer[2] = {clinux_confine(reads, writes, 0), 0};
    answer[1] = tries(readable, other, written, beside);
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
