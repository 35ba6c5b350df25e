// A picture for tacita-decode. Either it says why there are no pixels, or the answer has exactly as
// many bytes as it tells.
#define main helper_main
#include "../../Sources/tacita-decode/main.cpp"
#undef main
#include "../FuzzSupport/HelperStub.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count) {
  if (count < 12) return -1;
  static const int ready = (heif_init(nullptr), 1);
  (void)ready;
  auto kind = decode::Kind::heic;
  if (!memcmp(bytes, "RIFF", 4)) kind = decode::Kind::webp;
  if (!memcmp(bytes, "II", 2) || !memcmp(bytes, "MM", 2)) kind = decode::Kind::tiff;
  answer.clear();
  helper_request request = {uint32_t(kind), 0, bytes, count};
  decode::work(&request);
  if (answered(0) != uint64_t(decode::Outcome::done)) {
    expect(answer.size() == 8, "a refusal is two numbers");
    return 0;
  }
  uint64_t samples = answered(2) * answered(3) * answered(4) * (answered(5) / 8);
  expect(samples > 0 && samples <= decode::most_samples, "there are so many samples");
  uint64_t told = 13 * 4 + answered(12) * 8 + answered(10) + answered(11) + samples;
  expect(answer.size() == told, "the answer is as long as it tells");
  return 0;
}
