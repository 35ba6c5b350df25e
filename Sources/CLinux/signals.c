#define _GNU_SOURCE
#include "CLinux.h"

#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
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

static _Atomic int hidden = -1;
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
