#pragma once
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/// Linux calls that Swift cannot see: variadic functions and those behind _GNU_SOURCE.

/// Copies `length` bytes of `source` from `offset` to the end of `target` inside the kernel.
/// Returns the bytes copied, or -1 with errno.
ssize_t clinux_copy_file_range(int source, int64_t *offset, int target, size_t length);

/// renameat2 with RENAME_NOREPLACE; -1 with errno (EEXIST when the target is there).
int clinux_rename_exclusive(const char *from, const char *to);

/// No core, no ptrace by others of the same user: PR_SET_DUMPABLE 0 and RLIMIT_CORE 0.
void clinux_forbid_dumps(void);
