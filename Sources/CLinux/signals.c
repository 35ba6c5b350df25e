#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <termios.h>
#include <unistd.h>

/* Everything the handler touches is a lock-free atomic or a call that POSIX allows there. */

enum { slots = 4096 };
static _Atomic(char *) paths[slots];
/* The open folder that a name is in, or -2 for a path: set before the name is, read after it. */
static _Atomic int folders[slots];
enum { no_folder = -2 };

/* The terminal that is asked at, and the question, for as long as it is not answered. */
static _Atomic int asking = -1;
static const char *question;
static int is_hidden, may_stop;
static struct termios shown;

static const int ending[] = {SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGQUIT};
enum { ending_count = sizeof ending / sizeof *ending };

static void end(int number) {
  for (int slot = 0; slot < slots; slot++) {
    char *path = atomic_load(&paths[slot]);
    if (!path) continue;
    int folder = atomic_load(&folders[slot]);
    if (folder == no_folder) unlink(path);
    else unlinkat(folder, path, 0);
  }
  clinux_terminal_show();
  signal(number, SIG_DFL);
  raise(number);
}

void clinux_install_handlers(void) {
  for (int i = 0; i < ending_count; i++) {
    struct sigaction current, action = {.sa_handler = end, .sa_flags = SA_NODEFER};
    sigemptyset(&action.sa_mask);
    /* What a caller chose to ignore (nohup) stays ignored. */
    if (sigaction(ending[i], NULL, &current) == 0 && current.sa_handler == SIG_IGN) continue;
    sigaction(ending[i], &action, NULL);
  }
}

static _Atomic int taken[slots];

static int add(int folder, const char *path) {
  char *copy = strdup(path);
  if (!copy) return -1;
  for (int slot = 0; slot < slots; slot++) {
    int none = 0;
    if (!atomic_compare_exchange_strong(&taken[slot], &none, 1)) continue;
    atomic_store(&folders[slot], folder);
    atomic_store(&paths[slot], copy);
    return slot;
  }
  free(copy);
  return -1;
}

int clinux_cleanup_add(const char *path) { return add(no_folder, path); }
int clinux_cleanup_add_at(int folder, const char *name) { return add(folder, name); }

void clinux_cleanup_remove(int slot) {
  if (slot < 0 || slot >= slots) return;
  free(atomic_exchange(&paths[slot], NULL));
  atomic_store(&taken[slot], 0);
}

/* What was typed before the question is thrown away: it is no answer to it. */
static int ask(int descriptor) {
  struct termios quiet = shown;
  if (is_hidden) {
    quiet.c_lflag &= ~(tcflag_t)ECHO;
    quiet.c_lflag |= ECHONL | ICANON | ISIG;
    if (tcsetattr(descriptor, TCSAFLUSH, &quiet) != 0) return -1;
  }
  for (const char *rest = question; *rest;) {
    ssize_t written = write(descriptor, rest, strlen(rest));
    if (written < 0 && errno != EINTR) return -1;
    if (written > 0) rest += written;
  }
  return 0;
}

static void stopped(int number);

static void install(int number, void (*handler)(int)) {
  struct sigaction action = {.sa_handler = handler, .sa_flags = SA_NODEFER | SA_RESTART};
  sigemptyset(&action.sa_mask);
  sigaction(number, &action, NULL);
}

/* Taken up again (fg): the shell may have changed the terminal, and the question is far above. */
static void continued(int number) {
  (void)number;
  int code = errno, descriptor = atomic_load(&asking);
  if (descriptor >= 0) ask(descriptor);
  errno = code;
}

/* Stopped by ^Z: the shell finds the terminal as it was. */
static void stopped(int number) {
  int code = errno, descriptor = atomic_load(&asking);
  if (descriptor >= 0) tcsetattr(descriptor, TCSANOW, &shown);
  signal(number, SIG_DFL);
  raise(number);
  install(number, stopped);
  errno = code;
}

int clinux_terminal_ask(int descriptor, const char *text, int hides) {
  struct sigaction current;
  if (tcgetattr(descriptor, &shown) != 0) return -1;
  question = text;
  is_hidden = hides;
  atomic_store(&asking, descriptor);
  may_stop = sigaction(SIGTSTP, NULL, &current) == 0 && current.sa_handler != SIG_IGN;
  if (may_stop) install(SIGTSTP, stopped);
  install(SIGCONT, continued);
  return ask(descriptor);
}

void clinux_terminal_show(void) {
  int descriptor = atomic_exchange(&asking, -1);
  if (descriptor < 0) return;
  tcsetattr(descriptor, TCSAFLUSH, &shown);
  if (may_stop) signal(SIGTSTP, SIG_DFL);
  signal(SIGCONT, SIG_DFL);
}

int clinux_terminal_size(int descriptor, int *rows, int *columns) {
  struct winsize size;
  if (ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_row == 0 || size.ws_col == 0) return -1;
  *rows = size.ws_row;
  *columns = size.ws_col;
  return 0;
}

static void mask(int how) {
  sigset_t set;
  sigemptyset(&set);
  for (int i = 0; i < ending_count; i++) sigaddset(&set, ending[i]);
  pthread_sigmask(how, &set, NULL);
}

void clinux_signals_hold(void) { mask(SIG_BLOCK); }
void clinux_signals_release(void) { mask(SIG_UNBLOCK); }

static void mask_pipe(int how) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGPIPE);
  pthread_sigmask(how, &set, NULL);
}

void clinux_broken_pipes_hold(void) { mask_pipe(SIG_BLOCK); }
void clinux_broken_pipes_release(void) { mask_pipe(SIG_UNBLOCK); }

static volatile sig_atomic_t gentle;

static void end_gently(int number) {
  if (gentle) end(number);
  gentle = 1;
}

int clinux_gentle_end(void) { return gentle; }

void clinux_end_gently(void) {
  for (int i = 0; i < ending_count; i++) {
    if (ending[i] == SIGPIPE || ending[i] == SIGQUIT) continue;
    struct sigaction current, action = {.sa_handler = end_gently, .sa_flags = SA_NODEFER};
    sigemptyset(&action.sa_mask);
    if (sigaction(ending[i], NULL, &current) == 0 && current.sa_handler == SIG_IGN) continue;
    sigaction(ending[i], &action, NULL);
  }
}

void clinux_notify(const char *path, const char *state) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  size_t length = strlen(path);
  if (length == 0 || length >= sizeof address.sun_path) return;
  memcpy(address.sun_path, path, length);
  if (path[0] == '@') address.sun_path[0] = 0;
  int socket_ = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (socket_ < 0) return;
  sendto(
      socket_, state, strlen(state), MSG_NOSIGNAL | MSG_DONTWAIT, (struct sockaddr *)&address,
      (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length));
  close(socket_);
}
