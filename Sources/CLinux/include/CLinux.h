#pragma once
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/// Linux calls that Swift cannot see: variadic functions and those behind _GNU_SOURCE.

/// Copies `length` bytes of `source` from `offset` to the end of `target` inside the kernel.
/// Returns the bytes copied, or -1 with errno.
ssize_t clinux_copy_file_range(int source, int64_t *offset, int target, size_t length);

/// sync_file_range with SYNC_FILE_RANGE_WRITE: where it fails, syncing is only slower.
void clinux_begin_sync(int file);

/// renameat2 with RENAME_NOREPLACE; -1 with errno (EEXIST when the target is there).
int clinux_rename_exclusive(const char *from, const char *to);

/// Opens `path`, which is relative, below the folder `folder`: no component of it may be a link,
/// and none leads out of the folder. By openat2 where the kernel has it, else component by
/// component. Returns a descriptor that is closed by exec, or -1 with errno.
int clinux_open_beneath(int folder, const char *path, int flags, mode_t mode);

/// The same, component by component, whatever the kernel has.
int clinux_open_stepwise(int folder, const char *path, int flags, mode_t mode);

/// The kind of the file system of `descriptor`, as statfs numbers it; -1 with errno.
long clinux_file_system(int descriptor);

/// Where the first hole of a file is, its size where there is none; -1 where that is not known. The
/// position is at the beginning then.
int64_t clinux_first_hole(int descriptor);

/// renameat2 with RENAME_NOREPLACE between two folders; -1 with errno.
int clinux_rename_exclusive_at(int folder, const char *from, int target, const char *to);

/// renameat2 with RENAME_EXCHANGE; -1 with errno.
int clinux_rename_exchange(const char *one, const char *other);

/// Puts all that was written to the file system of `descriptor` on the disk; -1 with errno.
int clinux_sync_file_system(int descriptor);

/// What the program was started with, its own name first; NULL beyond the last. Needs no /proc.
int clinux_argument_count(void);
const char *clinux_argument(int index);

/// No core, no ptrace by others of the same user: PR_SET_DUMPABLE 0 and RLIMIT_CORE 0.
void clinux_forbid_dumps(void);

/// Puts something that can be neither read nor written where standard input, output or error is
/// closed, so that no file opened later takes its number.
void clinux_fill_standard_streams(void);

/// Has SIGINT, SIGTERM, SIGHUP, SIGPIPE and SIGQUIT remove what was registered for cleaning up,
/// show the terminal's echo again, and then end the process as they would have.
void clinux_install_handlers(void);

/// Registers a file to be removed if a signal ends the process. Returns a slot, or -1 when there
/// is none left.
int clinux_cleanup_add(const char *path);

/// The same for the file `name` in an open folder, which stays open as long as it is registered.
int clinux_cleanup_add_at(int folder, const char *name);

/// Takes a slot back; the file stays.
void clinux_cleanup_remove(int slot);

/// Writes a question to the terminal `descriptor`, with its echo off when `hides`, until
/// ``clinux_terminal_show``; 0 when it could. A process that is stopped meanwhile gives the
/// terminal back as it was, and asks again, hidden again, when it is taken up. `text` must live as
/// long.
int clinux_terminal_ask(int descriptor, const char *text, int hides);
void clinux_terminal_show(void);

/// The size of the terminal `descriptor` in cells; 0 when it tells one.
int clinux_terminal_size(int descriptor, int *rows, int *columns);

/// Holds back the signals above while something must not be interrupted, and lets them through.
void clinux_signals_hold(void);
void clinux_signals_release(void);

/// Holds back the signal that a pipe has no reader any more, so that writing fails instead; lets it
/// through.
void clinux_broken_pipes_hold(void);
void clinux_broken_pipes_release(void);

/// Starts a program in a session of its own with `input` and `output` as its standard streams, its
/// errors discarded, no other descriptor, all signals at their defaults, in the folder `/`. Returns
/// its process, or -1 with errno.
pid_t clinux_spawn(
    const char *path, char *const arguments[], char *const environment[], int input, int output);

/// The same in the session of this process, with which it ends, and with `errors` as its standard
/// error.
pid_t clinux_spawn_child(
    const char *path, char *const arguments[], char *const environment[], int input, int output,
    int errors);

/// Two ends of a socket for ``clinux_keep``, closed by exec; 0 or -1.
int clinux_socket_pair(int ends[2]);

/// Starts the program `path` whenever ``clinux_keeper_start`` asks for it at the other end of
/// `control`, with this process's environment, and ends the one before. ``clinux_keeper_stop`` only
/// ends it. Returns when the other end is closed. So a process that may start no program has one
/// started.
void clinux_keep(int control, const char *path);
int clinux_keeper_start(int keeper, int input, int output);
int clinux_keeper_stop(int keeper);

/// write(2), with a reader that is gone an EPIPE and never a signal.
ssize_t clinux_write_quietly(int descriptor, const void *bytes, size_t count);

/// Sockets by folder and name, so that a path may be longer than a socket's address: the calls
/// change the working folder for a moment, and need to be made by a single thread. -1 with errno.
/// Connecting, and each write later, takes so many seconds at most.
int clinux_connect(const char *folder, const char *name, int seconds);
int clinux_listen(const char *folder, const char *name);
int clinux_accept(int listener);

/// The user at the other end of a connected socket, or -1 as an unsigned number.
uid_t clinux_peer_uid(int connection);

/// A pipe that is closed by exec; 0 or -1.
int clinux_pipe(int ends[2]);

/// An empty file without a name, closed by exec: in the file system of `folder`, or in memory when
/// that is NULL. -1 with errno.
int clinux_unnamed_file(const char *folder);

/// The same in the file system of `folder`, which can get a name. -1 where that cannot be.
int clinux_nameless_file(const char *folder);

/// Gives such a file the name `path`, where nothing may be; 0, or -1 with errno.
int clinux_name_file(int file, const char *path);

/// `size` zeros in memory, closed by exec, which can be written over and never get more or fewer.
/// -1 with errno.
int clinux_memory_of(long size);

/// Starts this program again under `verb`, in a session of its own, in the root folder, with
/// standard streams on /dev/null, `inlet` as descriptor 3, `outlet` as 4 and nothing else.
int clinux_spawn_detached(const char *verb, int inlet, int outlet);

/// From now on SIGTERM, SIGINT and SIGHUP only set a flag, SIGPIPE is ignored, and umask is 077.
void clinux_request_end_on_signals(void);
int clinux_end_requested(void);

/// What a confined process may have at most: open descriptors, and bytes of address space.
#define CLINUX_MOST_DESCRIPTORS 1024
#define CLINUX_MOST_ADDRESSES (4ULL << 30)

/// What ``clinux_confine`` could take away: files that were not named; programs, processes and,
/// unless allowed, the network.
enum { CLINUX_CONFINED_FILES = 1, CLINUX_CONFINED_CALLS = 2 };

/// Sockets that a confined process may still make: none, those of this machine (AF_UNIX), all.
enum { CLINUX_SOCKETS_NONE = 0, CLINUX_SOCKETS_LOCAL = 1, CLINUX_SOCKETS_ALL = 2 };

/// From now on this process, and every thread that it starts, opens only what stands at `reads`, or
/// in a folder there, for reading; writes only what stands at `writes`, or files in a folder there;
/// does anything in the folders `trees`; starts no program and no process; makes no sockets but
/// those allowed; and uses no more than the limits above. What is open stays open. The lists end
/// with NULL; without `reads`, files stay as they are. Returns what is in force: where the kernel
/// knows no landlock or seccomp, less. To be called while there is one thread.
int clinux_confine(const char *const reads[], const char *const writes[], const char *const trees[],
                   int sockets);

/// From now on this process has at most so many bytes of its own in memory (RLIMIT_DATA).
void clinux_limit_memory(unsigned long bytes);

/// What ``clinux_confine`` could put in force on this machine.
int clinux_confinement(void);

/// From now on this process gains no rights by starting a program, and starts none, opens no
/// socket, connects to nobody and looks into no other process: EPERM. 0, or -1 where the kernel
/// cannot.
int clinux_confine_agent(void);
/// From now on SIGTERM, SIGINT and SIGHUP set the same flag, each once: a second one ends the
/// process as ``clinux_install_handlers`` has it.
void clinux_end_gently(void);
int clinux_gentle_end(void);

/// Tells whoever started this as a service how it stands, by the datagram socket at `path`
/// (sd_notify); nothing where that fails.
void clinux_notify(const char *path, const char *state);
