#define _GNU_SOURCE
#include "CLinux.h"

#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

/* Everything the handler touches is a lock-free atomic or a call that POSIX allows there. */

enum { slots = 4096 };
static _Atomic(char *) paths[slots];

static _Atomic int hidden = -1;
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

int clinux_terminal_hide(int descriptor) {
  struct termios quiet;
  if (tcgetattr(descriptor, &shown) != 0) return -1;
  quiet = shown;
  quiet.c_lflag &= ~(tcflag_t)ECHO;
  quiet.c_lflag |= ECHONL | ICANON | ISIG;
  atomic_store(&hidden, descriptor);
  return tcsetattr(descriptor, TCSAFLUSH, &quiet);
}

void clinux_terminal_show(void) {
  int descriptor = atomic_exchange(&hidden, -1);
  if (descriptor >= 0) tcsetattr(descriptor, TCSAFLUSH, &shown);
}

static void mask(int how) {
  sigset_t set;
  sigemptyset(&set);
  for (int i = 0; i < ending_count; i++) sigaddset(&set, ending[i]);
  pthread_sigmask(how, &set, NULL);
}

void clinux_signals_hold(void) { mask(SIG_BLOCK); }
void clinux_signals_release(void) { mask(SIG_UNBLOCK); }
