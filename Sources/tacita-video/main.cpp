#include <cerrno>
#include <csignal>
#include <cstring>

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

extern "C" {
#include <libavutil/log.h>
}

#include "Video.h"

// Turns clips of strangers into frames for tacita, and frames into clips, each in a process that
// can do nothing else. Clips come by standard input and leave by standard output, as CHelper.h and
// Video.h say; docs/blur.md describes what becomes of them.

namespace {

/// One clip after the other, each in a process of its own, until there is none.
int serve_encoder(const helper_limits &limits) {
  while (true) {
    pid_t worker = fork();
    if (worker < 0) return 1;
    if (worker == 0) {
      prctl(PR_SET_PDEATHSIG, SIGKILL);
      for (int other = STDERR_FILENO; other < 64; other++) close(other);
      _exit(helper_confine(&limits) ? video::encode() : 1);
    }
    int status = 0;
    while (waitpid(worker, &status, 0) < 0 && errno == EINTR) {}
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
      return WIFEXITED(status) && WEXITSTATUS(status) == 3 ? 0 : 1;
  }
}

}  // namespace

int main(int count, char **words) {
  const helper_limits decoding = {
      .addresses = 3ull << 30,
      .seconds = 3600,
      .input = 256u << 20,
      .output = 1ull << 42,
      .reads = false,
  };
  helper_limits encoding = decoding;
  encoding.reads = true;
  av_log_set_level(AV_LOG_QUIET);
  const char *word = count == 2 ? words[1] : "";
  if (strcmp(word, "--check-confinement") == 0) return helper_try_everything(&decoding);
  if (strcmp(word, "encode") == 0) return serve_encoder(encoding);
  if (strcmp(word, "decode") == 0) return helper_serve(video::decode, &decoding);
  return 64;
}
