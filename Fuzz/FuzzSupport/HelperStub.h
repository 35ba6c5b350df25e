#pragma once
// What a helper's process has instead of CHelper while libFuzzer feeds it: no child, no limits, and
// an answer that is checked. To be included behind the helper's own main.cpp.

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "CHelper.h"

/// The answer to the request that is being worked on.
static std::vector<uint8_t> answer;

/// Thrown where an answer becomes longer than this target looks at.
struct TooLong {};
static size_t most_answer = SIZE_MAX;

extern "C" void helper_write(const void *bytes, size_t count) {
  if (count > most_answer - answer.size()) throw TooLong{};
  auto *start = static_cast<const uint8_t *>(bytes);
  answer.insert(answer.end(), start, start + count);
}

extern "C" void helper_write_number(uint32_t number) {
  const uint8_t bytes[] = {
      uint8_t(number >> 24), uint8_t(number >> 16), uint8_t(number >> 8), uint8_t(number)};
  helper_write(bytes, sizeof bytes);
}

extern "C" bool helper_read(void *, size_t) { return false; }
extern "C" bool helper_confine(const helper_limits *) { return false; }
extern "C" int helper_try_everything(const helper_limits *) { return 1; }
extern "C" int helper_serve(helper_work, const helper_limits *) { return 1; }

static void expect(bool fact, const char *what) {
  if (fact) return;
  fprintf(stderr, "not so: %s\n", what);
  abort();
}

/// The number behind so many bytes.
static uint64_t answered_behind(size_t place) {
  expect(answer.size() >= place + 4, "the answer is long enough");
  const uint8_t *four = answer.data() + place;
  return uint64_t(four[0]) << 24 | uint64_t(four[1]) << 16 | uint64_t(four[2]) << 8 | four[3];
}

static uint64_t answered(size_t number) { return answered_behind(4 * number); }
