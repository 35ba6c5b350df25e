#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

extern char **environ;

/* The program's own path, taken before dumps are forbidden: after that /proc/self is closed. Where
   there is no /proc, the path that it was started by. */
static char executable[4096];

static char *const *arguments;
static int argument_count;

/* The C library hands these to every constructor; Swift reads them from /proc. */
__attribute__((constructor)) static void remember_start(int count, char **values) {
  argument_count = count;
  arguments = values;
  ssize_t length = readlink("/proc/self/exe", executable, sizeof executable - 1);
  executable[length > 0 ? length : 0] = 0;
  if (length > 0) return;
  const char *started = (const char *)getauxval(AT_EXECFN);
  char *resolved = started ? realpath(started, NULL) : NULL;
  if (resolved && strlen(resolved) < sizeof executable) strcpy(executable, resolved);
  free(resolved);
}

int clinux_argument_count(void) { return argument_count; }
const char *clinux_argument(int index) {
  return index >= 0 && index < argument_count ? arguments[index] : NULL;
}

static int at(
    const char *folder, const char *name, int number,
    int (*use)(int, const struct sockaddr *, socklen_t)) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  if (strlen(name) >= sizeof address.sun_path) {
    close(number);
    errno = ENAMETOOLONG;
    return -1;
  }
  strcpy(address.sun_path, name);
  /* O_PATH: the folder one stands in may be closed to reading. */
  int here = open(".", O_PATH | O_DIRECTORY | O_CLOEXEC);
  int result = here < 0 ? -1 : chdir(folder);
  if (result == 0) {
    result = use(number, (struct sockaddr *)&address, sizeof address);
    int error = errno;
    if (fchdir(here) != 0) result = -1;
    errno = error;
  }
  int error = errno;
  if (here >= 0) close(here);
  if (result != 0) close(number);
  errno = error;
  return result == 0 ? number : -1;
}

int clinux_connect(const char *folder, const char *name, int seconds) {
  int number = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (number < 0) return -1;
  /* Whoever listens may have stopped taking connections: then connect waits as a write does. */
  struct timeval time = {.tv_sec = seconds};
  setsockopt(number, SOL_SOCKET, SO_SNDTIMEO, &time, sizeof time);
  return at(folder, name, number, connect);
}

int clinux_listen(const char *folder, const char *name) {
  int number = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (number < 0) return -1;
  mode_t before = umask(0177);
  number = at(folder, name, number, bind);
  umask(before);
  if (number >= 0 && listen(number, 128) != 0) {
    close(number);
    return -1;
  }
  return number;
}

int clinux_accept(int listener) {
  return accept4(listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
}

uid_t clinux_peer_uid(int connection) {
  struct ucred peer;
  socklen_t size = sizeof peer;
  if (getsockopt(connection, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0) return (uid_t)-1;
  return peer.uid;
}

int clinux_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC); }

int clinux_spawn_detached(const char *verb, int inlet, int outlet) {
  char *words[] = {"tacita", (char *)verb, NULL};
  char *environment[] = {NULL};
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  sigset_t none, all;
  pid_t child;
  /* The pipes are moved out of the way of 3 and 4 first: they may lie on each other's place. */
  int in = fcntl(inlet, F_DUPFD_CLOEXEC, 5), out = fcntl(outlet, F_DUPFD_CLOEXEC, 5);
  if (in < 0 || out < 0) {
    int error = errno;
    if (in >= 0) close(in);
    if (out >= 0) close(out);
    errno = error;
    return -1;
  }
  sigemptyset(&none);
  sigfillset(&all);
  /* Each returns its error; the first one ends it: an agent with other streams must not start. */
  int error = posix_spawn_file_actions_init(&actions);
  if (error == 0) {
    error = posix_spawnattr_init(&attributes);
    if (error == 0) {
      if (!error) error = posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDWR, 0);
      if (!error) error = posix_spawn_file_actions_adddup2(&actions, 0, 1);
      if (!error) error = posix_spawn_file_actions_adddup2(&actions, 0, 2);
      if (!error) error = posix_spawn_file_actions_adddup2(&actions, in, 3);
      if (!error) error = posix_spawn_file_actions_adddup2(&actions, out, 4);
      if (!error) error = posix_spawn_file_actions_addclosefrom_np(&actions, 5);
      if (!error) error = posix_spawn_file_actions_addchdir_np(&actions, "/");
      if (!error) error = posix_spawnattr_setsigmask(&attributes, &none);
      if (!error) error = posix_spawnattr_setsigdefault(&attributes, &all);
      if (!error)
        error = posix_spawnattr_setflags(
            &attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
      if (!error)
        error = posix_spawn(&child, executable, &actions, &attributes, words, environment);
      posix_spawnattr_destroy(&attributes);
    }
    posix_spawn_file_actions_destroy(&actions);
  }
  close(in);
  close(out);
  errno = error;
  return error == 0 ? 0 : -1;
}

static volatile sig_atomic_t end_requested;

static void request_end(int number) {
  (void)number;
  end_requested = 1;
}

void clinux_request_end_on_signals(void) {
  struct sigaction action = {.sa_handler = request_end};
  sigemptyset(&action.sa_mask);
  sigaction(SIGTERM, &action, NULL);
  sigaction(SIGINT, &action, NULL);
  sigaction(SIGHUP, &action, NULL);
  signal(SIGPIPE, SIG_IGN);
  umask(077);
}

int clinux_end_requested(void) { return end_requested; }
