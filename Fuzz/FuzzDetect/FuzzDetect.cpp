// Pixels for tacita-detect, and requests that are none. The networks of $TACITA_MODELS look too, if
// that is set: much slower.
#include <unistd.h>

/// The process would end here.
struct Ended {};
[[noreturn]] static void ended(int) { throw Ended{}; }
#define _exit ended
#define main helper_main
#include "../../Sources/tacita-detect/main.cpp"
#undef main
#undef _exit
#include "../FuzzSupport/HelperStub.h"

static std::vector<uint8_t> file(const char *name) {
  std::vector<uint8_t> bytes;
  const char *folder = getenv("TACITA_MODELS");
  if (!folder) return bytes;
  FILE *stream = fopen((std::string(folder) + "/" + name).c_str(), "rb");
  expect(stream != nullptr, "the models are there");
  for (int byte; (byte = fgetc(stream)) != EOF;) bytes.push_back(uint8_t(byte));
  fclose(stream);
  return bytes;
}

static void add(std::vector<uint8_t> &request, size_t number) {
  for (int shift = 24; shift >= 0; shift -= 8) request.push_back(uint8_t(number >> shift));
}

static void ask(uint32_t question, const std::vector<uint8_t> &bytes) {
  answer.clear();
  helper_request request = {question, 0, bytes.data(), bytes.size()};
  try {
    detect::work(&request);
  } catch (const Ended &) {
    return;
  }
  expect(answered(0) <= 10000, "so many were found");
  expect(answer.size() == 4 + 24 * answered(0), "the answer is as long as it tells");
  for (size_t one = 0; one < answered(0); one++)
    expect(answered(6 + 6 * one) <= 1000, "a score is at most 1000");
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count) {
  if (count < 5) return -1;
  static const std::vector<uint8_t> faces = file("centerface.onnx");
  static const std::vector<uint8_t> text = file("ppocrv4-text.onnx");
  cv::setNumThreads(1);
  if (bytes[0] & 128) {
    ask(4, std::vector<uint8_t>(bytes + 1, bytes + count));
    return 0;
  }
  // The pixels again and again, in a picture of any shape.
  uint32_t width = 1 + bytes[1], height = 1 + bytes[2];
  std::vector<uint8_t> request;
  add(request, width);
  add(request, height);
  for (const auto &model : {faces, text}) {
    add(request, model.size());
    request.insert(request.end(), model.begin(), model.end());
  }
  size_t start = request.size(), size = size_t(width) * height * 3;
  request.resize(start + size);
  for (size_t place = 0; place < size; place++)
    request[start + place] = bytes[3 + place % (count - 3)];
  ask(4, request);
  if (!faces.empty()) ask(1 + (bytes[0] & 8), request);
  if (!text.empty()) ask(2, request);
  return 0;
}
