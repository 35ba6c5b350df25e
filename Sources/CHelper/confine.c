#define _GNU_SOURCE
#include "CHelper.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

// MARK: Files, by landlock

/// No path at all may be opened, for nothing.
static bool close_files(void) {
  long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
  if (version < 1) return false;
  struct landlock_ruleset_attr attributes;
  memset(&attributes, 0, sizeof attributes);
  attributes.handled_access_fs = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1;
  if (version >= 2) attributes.handled_access_fs |= 1ULL << 13;  // refer
  if (version >= 3) attributes.handled_access_fs |= 1ULL << 14;  // truncate
  if (version >= 5) attributes.handled_access_fs |= 1ULL << 15;  // ioctl on devices
  int rules = (int)syscall(
      SYS_landlock_create_ruleset, &attributes, sizeof attributes.handled_access_fs, 0);
  if (rules < 0) return false;
  bool done = syscall(SYS_landlock_restrict_self, rules, 0) == 0;
  close(rules);
  return done;
}

// MARK: Limits

static bool limit(int resource, rlim_t most) {
  struct rlimit limit = {most, most};
  return setrlimit(resource, &limit) == 0;
}

static bool close_limits(const helper_limits *limits) {
  // No new descriptor gets a number; those that are open stay. Answers leave by a pipe.
  return limit(RLIMIT_CORE, 0) && limit(RLIMIT_FSIZE, 1 << 20) && limit(RLIMIT_CPU, limits->seconds)
         && limit(RLIMIT_AS, limits->addresses) && limit(RLIMIT_NOFILE, 0);
}

// MARK: Faults

/// A library may have left a handler that tells of a fault and then lets it end the process. Of
/// what it calls nothing is allowed here: the fault would come back for ever.
static void end_at_faults(void) {
  static const int faults[] = {SIGQUIT, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV, SIGSYS};
  for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) signal(faults[i], SIG_DFL);
}

// MARK: Calls, by seccomp

#if defined(__x86_64__)
#define MACHINE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define MACHINE AUDIT_ARCH_AARCH64
#endif

#ifdef MACHINE
#define LOAD(member) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, member))
#define ANSWER(value) BPF_STMT(BPF_RET | BPF_K, value)
#define ALLOW(call) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##call, 0, 1), ANSWER(SECCOMP_RET_ALLOW)
#define REFUSE(error) ANSWER(SECCOMP_RET_ERRNO | (error))
/// A call that gets memory, unless programs could be run in it.
#define ALLOW_DATA(call) \
  BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##call, 0, 4), LOAD(args[2]), \
      BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, PROT_EXEC, 0, 1), REFUSE(EPERM), \
      ANSWER(SECCOMP_RET_ALLOW)

static const struct sock_filter start[] = {
    LOAD(arch),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, MACHINE, 1, 0),
    ANSWER(SECCOMP_RET_KILL_PROCESS),
    LOAD(nr),
};
static const struct sock_filter reading[] = {ALLOW(read)};
/// Everything is refused that is not named.
static const struct sock_filter calls[] = {
    ALLOW(write),
    ALLOW(futex),
    ALLOW(madvise),
    ALLOW(munmap),
    ALLOW(mremap),
    ALLOW(brk),
    ALLOW(clock_gettime),
    ALLOW(gettimeofday),
    ALLOW(sched_yield),
    ALLOW(rt_sigprocmask),
    ALLOW(rt_sigreturn),
    ALLOW(gettid),
    ALLOW(getpid),
    ALLOW(getrandom),
    ALLOW(sched_getaffinity),
    ALLOW(set_robust_list),
#ifdef SYS_rseq
    ALLOW(rseq),
#endif
    ALLOW(exit),
    ALLOW(exit_group),
    ALLOW_DATA(mmap),
    ALLOW_DATA(mprotect),
    // Threads of this process: decoders use them. The flags of clone3 are out of sight; without it
    // the C library falls back to clone.
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone3, 0, 1),
    REFUSE(ENOSYS),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone, 0, 3),
    LOAD(args[0]),
    BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, CLONE_THREAD, 0, 1),
    ANSWER(SECCOMP_RET_ALLOW),
    REFUSE(EPERM),
};

static bool close_calls(bool reads) {
  struct sock_filter filter[(sizeof start + sizeof reading + sizeof calls) / sizeof *calls];
  unsigned short count = sizeof start / sizeof *start;
  memcpy(filter, start, sizeof start);
  if (reads) {
    memcpy(filter + count, reading, sizeof reading);
    count += sizeof reading / sizeof *reading;
  }
  memcpy(filter + count, calls, sizeof calls);
  count += sizeof calls / sizeof *calls;
  struct sock_fprog program = {count, filter};
  return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) == 0;
}
#else
static bool close_calls(bool reads) {
  (void)reads;
  return false;
}
#endif

bool helper_confine(const helper_limits *limits) {
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return false;
  prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
  end_at_faults();
  // An old kernel may know one of the two: the other one still holds.
  bool files = close_files();
  return close_limits(limits) && (close_calls(limits->reads) || files);
}
