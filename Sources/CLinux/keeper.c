#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

int clinux_socket_pair(int ends[2]) {
  return socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends);
}

int clinux_keeper_start(int keeper, int input, int output) {
  int streams[2] = {input, output};
  char word = 's';
  union {
    struct cmsghdr header;
    char room[CMSG_SPACE(sizeof streams)];
  } control;
  memset(&control, 0, sizeof control);
  struct iovec piece = {.iov_base = &word, .iov_len = 1};
  struct msghdr message = {.msg_iov = &piece, .msg_iovlen = 1, .msg_control = control.room,
                           .msg_controllen = sizeof control.room};
  control.header.cmsg_level = SOL_SOCKET;
  control.header.cmsg_type = SCM_RIGHTS;
  control.header.cmsg_len = CMSG_LEN(sizeof streams);
  memcpy(CMSG_DATA(&control.header), streams, sizeof streams);
  return sendmsg(keeper, &message, MSG_NOSIGNAL) == 1 ? 0 : -1;
}

int clinux_keeper_stop(int keeper) { return send(keeper, "k", 1, MSG_NOSIGNAL) == 1 ? 0 : -1; }

static void end(pid_t process) {
  if (process <= 0) return;
  kill(-process, SIGKILL);
  kill(process, SIGKILL);
  while (waitpid(process, NULL, 0) < 0 && errno == EINTR) {
  }
}

void clinux_keep(int control, const char *path) {
  pid_t process = -1;
  char *arguments[] = {(char *)path, NULL};
  for (;;) {
    char word = 0;
    int streams[2] = {-1, -1};
    union {
      struct cmsghdr header;
      char room[CMSG_SPACE(sizeof streams)];
    } received;
    struct iovec piece = {.iov_base = &word, .iov_len = 1};
    struct msghdr message = {.msg_iov = &piece, .msg_iovlen = 1, .msg_control = received.room,
                             .msg_controllen = sizeof received.room};
    ssize_t count = recvmsg(control, &message, MSG_CMSG_CLOEXEC);
    if (count < 0 && errno == EINTR) continue;
    end(process);
    process = -1;
    if (count <= 0) return;
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    if (word != 's' || !header || header->cmsg_type != SCM_RIGHTS
        || header->cmsg_len != CMSG_LEN(sizeof streams))
      continue;
    memcpy(streams, CMSG_DATA(header), sizeof streams);
    process = clinux_spawn(path, arguments, environ, streams[0], streams[1]);
    close(streams[0]);
    close(streams[1]);
  }
}
