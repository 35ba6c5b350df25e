#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// What programs have in common that read strangers' pictures for tacita: each request is answered
/// by a process of its own, which can do nothing but compute and write its answer.
///
/// All numbers are big-endian. A request is two numbers of 32 bits, what is asked and a detail, one
/// of 64 bits, and so many bytes. An answer is any number of pieces, each 32 bits of length and so
/// many bytes, then 32 bits of zero, then one of ``helper_end``.

typedef enum {
  HELPER_ANSWERED = 0,
  HELPER_FAILED = 1,  ///< crashed, or against a limit: what was written before counts for nothing
} helper_end;

typedef struct {
  uint32_t question, detail;
  const uint8_t *bytes;
  size_t count;
} helper_request;

/// Answers by ``helper_write``.
typedef void (*helper_work)(const helper_request *request);

/// What one answer may take.
typedef struct {
  uint64_t addresses;  ///< bytes of address space
  unsigned seconds;    ///< of processor time, and twice as many by the clock
  uint64_t input;      ///< bytes of a request
  uint64_t output;     ///< bytes of an answer
  bool reads;          ///< whether standard input stays open to it
} helper_limits;

/// Answers requests from standard input on standard output until it ends. Returns the status for
/// `exit`.
int helper_serve(helper_work work, const helper_limits *limits);

/// Part of the answer to the request that is being worked on.
void helper_write(const void *bytes, size_t count);
void helper_write_number(uint32_t number);

/// So many bytes of standard input; false when it ends before.
bool helper_read(void *bytes, size_t count);

/// Takes away from this process all but computing and writing to standard output. Returns false
/// where the kernel cannot.
bool helper_confine(const helper_limits *limits);

/// Confines this process, tries from inside what must not work, and prints a line for each; the
/// status for `exit` is 0 when all of it was refused.
int helper_try_everything(const helper_limits *limits);

#ifdef __cplusplus
}
#endif
