#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stdbool.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

// MARK: Files, by landlock

/// What rules of each version of landlock can forbid.
static __u64 handled_by(long version) {
  __u64 rights = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1;
  if (version >= 2) rights |= 1ULL << 13;  // refer
  if (version >= 3) rights |= 1ULL << 14;  // truncate
  if (version >= 5) rights |= 1ULL << 15;  // ioctl on devices
  return rights;
}

enum {
  FILE_READS = LANDLOCK_ACCESS_FS_READ_FILE,
  FILE_WRITES = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE | 1 << 14,
  FOLDER_READS = LANDLOCK_ACCESS_FS_READ_DIR,
  FOLDER_WRITES = FILE_WRITES | FOLDER_READS | LANDLOCK_ACCESS_FS_MAKE_REG
                  | LANDLOCK_ACCESS_FS_REMOVE_FILE,
  // Files that move from folder to folder, too.
  TREE_RIGHTS =
    FOLDER_WRITES | LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_REMOVE_DIR | 1 << 13,
};

/// Permits what may be done at `path`. A path that is not there is left out: opening it fails
/// anyway.
static bool permit(int rules, const char *path, __u64 handled, __u64 file, __u64 folder) {
  int place = open(path, O_PATH | O_CLOEXEC);
  if (place < 0) return true;
  struct stat status;
  bool done = fstat(place, &status) == 0;
  if (done) {
    struct landlock_path_beneath_attr rule = {
        .allowed_access = handled & (S_ISDIR(status.st_mode) ? folder : file),
        .parent_fd = place,
    };
    done = syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0;
  }
  close(place);
  return done;
}

static bool confine_files(const char *const reads[], const char *const writes[],
                          const char *const trees[]) {
  long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
  // The first version forbids every move from folder to folder.
  if (version < (*trees ? 2 : 1)) return false;
  struct landlock_ruleset_attr attributes;
  memset(&attributes, 0, sizeof attributes);
  attributes.handled_access_fs = handled_by(version);
  int rules = (int)syscall(SYS_landlock_create_ruleset, &attributes,
                           sizeof attributes.handled_access_fs, 0);
  if (rules < 0) return false;
  bool done = true;
  for (; done && *reads; reads++)
    done = permit(
      rules, *reads, attributes.handled_access_fs, FILE_READS, FILE_READS | FOLDER_READS);
  for (; done && *writes; writes++)
    done = permit(rules, *writes, attributes.handled_access_fs, FILE_WRITES, FOLDER_WRITES);
  for (; done && *trees; trees++)
    done = permit(rules, *trees, attributes.handled_access_fs, FILE_WRITES, TREE_RIGHTS);
  if (done) done = syscall(SYS_landlock_restrict_self, rules, 0) == 0;
  close(rules);
  return done;
}

// MARK: Calls, by seccomp

#if defined(__x86_64__)
#define MACHINE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define MACHINE AUDIT_ARCH_AARCH64
#endif

#ifdef MACHINE
#define LOAD(member) \
  BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, member))
#define REFUSE(error) BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (error))
#define FORBID(call) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##call, 0, 1), REFUSE(EPERM)

/// Forbids programs, processes, other processes' memory, name spaces, the kernel's rarer doors.
static const struct sock_filter calls[] = {
    LOAD(arch),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, MACHINE, 1, 0),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
    LOAD(nr),
#ifdef __x86_64__
    // The numbers of x32 name the same calls once more.
    BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1),
    REFUSE(ENOSYS),
    FORBID(fork),
    FORBID(vfork),
#endif
    FORBID(execve),
    FORBID(execveat),
    FORBID(ptrace),
    FORBID(process_vm_readv),
    FORBID(process_vm_writev),
    FORBID(pidfd_getfd),
    FORBID(open_by_handle_at),
    FORBID(mount),
    FORBID(umount2),
    FORBID(pivot_root),
    FORBID(chroot),
    FORBID(unshare),
    FORBID(setns),
    FORBID(init_module),
    FORBID(finit_module),
    FORBID(kexec_load),
    FORBID(bpf),
    FORBID(perf_event_open),
    FORBID(userfaultfd),
    FORBID(io_uring_setup),
    FORBID(keyctl),
    FORBID(add_key),
    FORBID(request_key),
    // Its flags are out of sight: the C library falls back to clone.
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone3, 0, 1),
    REFUSE(ENOSYS),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone, 0, 4),
    LOAD(args[0]),
    BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, CLONE_THREAD, 1, 0),
    REFUSE(EPERM),
    LOAD(nr),
};

static const struct sock_filter network[] = {
    FORBID(socket),
    FORBID(socketpair),
    FORBID(connect),
    FORBID(bind),
    FORBID(listen),
    FORBID(accept),
    FORBID(accept4),
    FORBID(sendto),
    FORBID(sendmsg),
    FORBID(sendmmsg),
};

/// A socket of this machine reaches no network, whatever is done with it.
static const struct sock_filter local_sockets[] = {
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_socket, 0, 4),
    LOAD(args[0]),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AF_UNIX, 1, 0),
    REFUSE(EPERM),
    LOAD(nr),
};

static bool confine_calls(int sockets) {
  struct sock_filter filter[sizeof calls / sizeof *calls + sizeof network / sizeof *network + 1];
  unsigned short count = sizeof calls / sizeof *calls;
  memcpy(filter, calls, sizeof calls);
  if (sockets == CLINUX_SOCKETS_NONE) {
    memcpy(filter + count, network, sizeof network);
    count += sizeof network / sizeof *network;
  } else if (sockets == CLINUX_SOCKETS_LOCAL) {
    memcpy(filter + count, local_sockets, sizeof local_sockets);
    count += sizeof local_sockets / sizeof *local_sockets;
  }
  filter[count++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
  struct sock_fprog program = {count, filter};
  return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &program) == 0;
}
#else
static bool confine_calls(int sockets) {
  (void)sockets;
  return false;
}
#endif

// MARK: What it may use, by limits

/// Lowers a limit of this process, for good: a lower one stays as it is.
static void lower(int resource, rlim_t most) {
  struct rlimit limit;
  if (getrlimit(resource, &limit) != 0 || limit.rlim_max <= most) return;
  limit.rlim_max = most;
  if (limit.rlim_cur > most) limit.rlim_cur = most;
  setrlimit(resource, &limit);
}

void clinux_limit_memory(unsigned long bytes) { lower(RLIMIT_DATA, bytes); }

int clinux_confinement(void) {
  int possible = 0;
  if (syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION) >= 2)
    possible |= CLINUX_CONFINED_FILES;
#ifdef MACHINE
  if (prctl(PR_GET_SECCOMP, 0, 0, 0, 0) >= 0) possible |= CLINUX_CONFINED_CALLS;
#endif
  return possible;
}

int clinux_confine(const char *const reads[], const char *const writes[], const char *const trees[],
                   int sockets) {
  lower(RLIMIT_NOFILE, CLINUX_MOST_DESCRIPTORS);
  lower(RLIMIT_AS, CLINUX_MOST_ADDRESSES);
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return 0;
  int done = reads && confine_files(reads, writes, trees) ? CLINUX_CONFINED_FILES : 0;
  return done | (confine_calls(sockets) ? CLINUX_CONFINED_CALLS : 0);
}
