#include <algorithm>
#include <cmath>
#include <cstring>

#include <unistd.h>

#include <opencv2/dnn.hpp>
#include <opencv2/imgproc.hpp>

#include "CHelper.h"
#include "Detect.h"

// Looks for faces, text and codes in pictures, for tacita, each in a process that can do nothing
// else. Pixels and networks come by standard input, places leave by standard output, as CHelper.h
// says; docs/blur.md tells how well it finds them.

namespace detect {

cv::Mat scaled(const cv::Mat &picture, double factor) {
  cv::Size size(
      std::max(1, int(std::lround(picture.cols * factor))),
      std::max(1, int(std::lround(picture.rows * factor))));
  cv::Mat small, whole;
  cv::resize(picture, small, size, 0, 0, factor < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
  cv::copyMakeBorder(
      small, whole, 0, -size.height & 31, 0, -size.width & 31, cv::BORDER_CONSTANT);
  return whole;
}

namespace {

/// Reads a request from its front.
class Reader {
 public:
  Reader(const uint8_t *bytes, size_t count) : bytes_(bytes), left_(count) {}

  uint32_t number() {
    const uint8_t *four = take(4);
    return uint32_t(four[0]) << 24 | uint32_t(four[1]) << 16 | uint32_t(four[2]) << 8 | four[3];
  }

  const uint8_t *take(size_t count) {
    if (count > left_) _exit(1);
    const uint8_t *taken = bytes_;
    bytes_ += count;
    left_ -= count;
    return taken;
  }

 private:
  const uint8_t *bytes_;
  size_t left_;
};

bool holds(const Found &outer, const Found &inner) {
  return outer.left <= inner.left && outer.top <= inner.top
         && outer.left + outer.width >= inner.left + inner.width
         && outer.top + outer.height >= inner.top + inner.height;
}

/// Leaves out what lies inside something else, because that is hidden anyway.
void drop_inner(std::vector<Found> &found) {
  std::vector<Found> kept;
  for (size_t one = 0; one < found.size(); one++) {
    bool inner = false;
    for (size_t other = 0; other < found.size() && !inner; other++)
      inner = one != other && holds(found[other], found[one])
              && (other < one || !holds(found[one], found[other]));
    if (!inner) kept.push_back(found[one]);
  }
  found.swap(kept);
}

void write_found(const std::vector<Found> &found) {
  helper_write_number(uint32_t(found.size()));
  for (const Found &one : found) {
    helper_write_number(uint32_t(one.kind));
    for (float number : {one.left, one.top, one.width, one.height})
      helper_write_number(uint32_t(int32_t(std::lround(std::clamp(number, -1e6f, 1e6f)))));
    helper_write_number(uint32_t(std::lround(std::clamp(one.score, 0.f, 1.f) * 1000)));
  }
}

void work(const helper_request *request) {
  Reader reader(request->bytes, request->count);
  uint32_t width = reader.number(), height = reader.number();
  if (width == 0 || height == 0 || width > 100000 || height > 100000) _exit(1);
  Model models[2];
  for (Model &model : models) {
    model.count = reader.number();
    model.bytes = reader.take(model.count);
  }
  const uint8_t *samples = reader.take(size_t(width) * height * 3);
  const cv::Mat picture(int(height), int(width), CV_8UC3, const_cast<uint8_t *>(samples));
  std::vector<Found> found;
  if (request->question & 1) find_faces(picture, models[0], request->question & 8, found);
  if (request->question & 2) find_text(picture, models[1], found);
  if (request->question & 4) find_codes(picture, found);
  if (found.size() > 10000) found.resize(10000);
  drop_inner(found);
  write_found(found);
}

}  // namespace
}  // namespace detect

int main(int count, char **words) {
  const helper_limits limits = {
      .addresses = 3ull << 30,
      .seconds = 60,
      .input = 256u << 20,
      .output = 1u << 20,
  };
  cv::setNumThreads(1);
  if (count == 2 && strcmp(words[1], "--check-confinement") == 0)
    return helper_try_everything(&limits);
  return helper_serve(detect::work, &limits);
}
