#define _GNU_SOURCE
#include "CHelper.h"

#include <endian.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { PIECE = 1 << 16 };

static bool write_all(const void *bytes, size_t count) {
  for (size_t done = 0; done < count;) {
    ssize_t written = write(STDOUT_FILENO, (const char *)bytes + done, count - done);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    done += (size_t)written;
  }
  return true;
}

void helper_write(const void *bytes, size_t count) {
  if (!write_all(bytes, count)) _exit(1);
}

void helper_write_number(uint32_t number) {
  uint32_t bytes = htobe32(number);
  helper_write(&bytes, sizeof bytes);
}

bool helper_read(void *bytes, size_t count) {
  for (size_t done = 0; done < count;) {
    ssize_t got = read(STDIN_FILENO, (char *)bytes + done, count - done);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    done += (size_t)got;
  }
  return true;
}

static int64_t milliseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/// The process that works on one request: nothing but its answer leads out of it.
static _Noreturn void work_alone(
    helper_work work, const helper_request *request, const helper_limits *limits, int answer) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  // A crash ends it: no handler, of a runtime that was linked in, tries to tell more.
  for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
  if (dup2(answer, STDOUT_FILENO) < 0) _exit(1);
  close(STDIN_FILENO);
  for (int other = STDERR_FILENO; other < 64; other++) close(other);
  if (!helper_confine(limits)) _exit(1);
  work(request);
  _exit(0);
}

static bool pass_piece(const char *piece, size_t count) {
  uint32_t length = htobe32((uint32_t)count);
  return write_all(&length, sizeof length) && write_all(piece, count);
}

/// Passes on what `worker` writes to `answer`. Returns whether it wrote all of it in time; `reader`
/// says whether somebody still wants to know.
static bool pass_answer(int answer, const helper_limits *limits, bool *reader) {
  static char piece[PIECE];
  int64_t end = milliseconds() + 2000 * (int64_t)limits->seconds;
  for (uint64_t total = 0;;) {
    struct pollfd waiting = {.fd = answer, .events = POLLIN};
    int64_t left = end - milliseconds();
    if (left <= 0) return false;
    int ready = poll(&waiting, 1, (int)left);
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) return false;
    ssize_t got = read(answer, piece, sizeof piece);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return got == 0;
    total += (uint64_t)got;
    if (total > limits->output) return false;
    if (!(*reader = pass_piece(piece, (size_t)got))) return false;
  }
}

/// False when nobody reads answers any more.
static bool answer_one(
    helper_work work, const helper_request *request, const helper_limits *limits) {
  int ends[2], status = 1;
  bool reader = true, whole = false;
  pid_t worker = -1;
  if (pipe2(ends, O_CLOEXEC) == 0) {
    worker = fork();
    if (worker == 0) work_alone(work, request, limits, ends[1]);
    close(ends[1]);
    if (worker > 0) whole = pass_answer(ends[0], limits, &reader);
    close(ends[0]);
  }
  if (worker > 0) {
    if (!whole) kill(worker, SIGKILL);
    while (waitpid(worker, &status, 0) < 0 && errno == EINTR) {}
  }
  bool answered = whole && WIFEXITED(status) && WEXITSTATUS(status) == 0;
  uint32_t end[2] = {0, htobe32(answered ? HELPER_ANSWERED : HELPER_FAILED)};
  return reader && write_all(end, sizeof end);
}

int helper_serve(helper_work work, const helper_limits *limits) {
  signal(SIGPIPE, SIG_IGN);
  for (;;) {
    struct { uint32_t question, detail; uint64_t count; } head;
    if (!helper_read(&head, sizeof head)) return 0;
    uint64_t count = be64toh(head.count);
    if (count > limits->input) return 1;
    uint8_t *bytes = malloc(count + 1);
    if (!bytes || !helper_read(bytes, count)) return 1;
    helper_request request = {be32toh(head.question), be32toh(head.detail), bytes, count};
    bool goes_on = answer_one(work, &request, limits);
    free(bytes);
    if (!goes_on) return 1;
  }
}
