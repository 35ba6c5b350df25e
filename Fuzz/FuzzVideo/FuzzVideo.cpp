// A clip for tacita-video. Either it says why there are no frames, or it tells a head, and then
// frames that are as long as the head says, each later than the one before.
extern "C" {
#include <libavutil/log.h>
#include <libavutil/mem.h>
}

#include "../../Sources/tacita-video/Video.h"
#include "../FuzzSupport/HelperStub.h"

using video::Mark;
using video::Outcome;
using video::Question;

/// Numbers of a head before the list of what was removed.
static constexpr size_t head_numbers = 17;

static bool is_refusal(uint64_t number) {
  return number > uint64_t(Outcome::done) && number <= uint64_t(Outcome::no_video);
}

/// False when there is too much to look at.
static bool ask(Question question, const uint8_t *bytes, size_t count) {
  answer.clear();
  helper_request request = {uint32_t(question), 0, bytes, count};
  try {
    video::decode(&request);
  } catch (const TooLong &) {
    return false;
  }
  return true;
}

/// Bytes of a frame; 0 when there are none.
static size_t check_head() {
  if (is_refusal(answered(0))) {
    expect(answer.size() == 4, "a refusal is a number");
    return 0;
  }
  expect(answered(0) == uint64_t(Outcome::done), "it tells an outcome");
  uint64_t width = answered(1), height = answered(2), removed = answered(head_numbers - 1);
  expect(width % 2 == 0 && height % 2 == 0 && width * height <= video::most_pixels, "its size");
  expect(answered(3) >= 1 && answered(3) <= 8, "how it is turned");
  expect(answer.size() == 4 * (head_numbers + removed), "the head is as long as it tells");
  for (size_t one = 0; one < removed; one++)
    expect(answered(head_numbers + one) - 1 < 10, "what was removed has a name");
  return width * height * 3 / 2;
}

/// Sets `failed` when the answer ends so.
static void check_frames(size_t frame, bool whole, bool &failed) {
  int64_t last = -1;
  for (size_t place = 0; place + 4 <= answer.size();) {
    switch (Mark(answered_behind(place))) {
      case Mark::end:
        expect(frame > 0 && last >= 0 && place + 4 == answer.size(), "nothing follows the end");
        return;
      case Mark::failed:
        expect(is_refusal(answered_behind(place + 4)), "it says why");
        expect(place + 8 == answer.size(), "nothing follows a refusal");
        failed = true;
        return;
      case Mark::frame: {
        expect(frame > 0, "frames have a head");
        auto time = int64_t(answered_behind(place + 4) << 32 | answered_behind(place + 8));
        uint64_t length = answered_behind(place + 12);
        expect(time > last, "frames follow each other");
        expect(length > 0 && length < INT32_MAX, "a frame is shown for a time");
        last = time;
        place += 16 + frame;
        break;
      }
      default: expect(false, "a mark is one");
    }
  }
  expect(!whole, "an answer has an end");
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count) {
  if (count < 12) return -1;
  static const int ready = (av_log_set_level(AV_LOG_QUIET), av_max_alloc(256u << 20), 1);
  (void)ready;
  most_answer = 16u << 20;
  bool failed = false;
  expect(ask(Question::head, bytes, count), "a head is short");
  size_t frame = check_head();
  bool whole = ask(Question::frames, bytes, count);
  check_frames(frame, whole, failed);
  expect(frame > 0 || failed, "what has no head has no frames");
  return 0;
}
