#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

/* Everything the handler touches is a lock-free atomic or a call that POSIX allows there. */

enum { slots = 4096 };
static _Atomic(char *) paths[slots];

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
    if (path) unlink(path);
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

int clinux_cleanup_add(const char *path) {
  char *copy = strdup(path);
  if (!copy) return -1;
  for (int slot = 0; slot < slots; slot++) {
    char *none = NULL;
    if (atomic_compare_exchange_strong(&paths[slot], &none, copy)) return slot;
  }
  free(copy);
  return -1;
}

void clinux_cleanup_remove(int slot) {
  if (slot < 0 || slot >= slots) return;
  free(atomic_exchange(&paths[slot], NULL));
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
