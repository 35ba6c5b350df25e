#pragma once
#include <cstdint>
#include <vector>

extern "C" {
#include <libavutil/frame.h>
}

#include "CHelper.h"

/// What `Imaging/Video` asks, sends and reads: the two change together. All numbers are big-endian.
namespace video {

/// What the decoder is asked.
enum class Question : uint32_t { head = 1, frames = 2 };

enum class Outcome : uint32_t {
  done = 0,
  damaged = 1,
  too_large = 2,
  unsupported = 3,
  no_video = 4,
};

/// What is left behind, by kind.
enum class Removal : uint32_t {
  sound = 1,
  subtitles = 2,
  data_track = 3,
  cover = 4,
  chapters = 5,
  position = 6,
  time = 7,
  camera = 8,
  text = 9,
  second_video = 10,
};

/// What an encoder has to know of a clip.
struct Head {
  uint32_t width = 0, height = 0;
  uint32_t orientation = 1;                    // as in Exif: how frames are turned to be seen
  uint32_t unit = 0, units = 0;                // a step of time is unit / units seconds
  uint32_t rate = 0, rate_below = 0;           // frames a second, on the whole
  uint32_t wide = 0, high = 0;                 // of a sample, 0 when it is square
  uint32_t primaries = 2, transfer = 2, matrix = 2;  // ITU-T H.273
  uint32_t full = 0;                           // samples from 0 to 255
};

/// Before each frame, and after the last one.
enum class Mark : uint32_t { end = 0, frame = 1, failed = 2 };

constexpr uint32_t most_pixels = 9'437'184;
constexpr uint32_t most_frames = 500'000;
/// Bytes of a clip that is made, as in Imaging/Limits.swift.
constexpr size_t most_output = 256u << 20;

/// Ends work on a clip.
struct Refusal {
  Outcome outcome;
};

/// Answers both questions.
void decode(const helper_request *request);

/// Reads a head and frames from standard input, and answers with the length of a clip and its
/// bytes. Returns the status for `exit`: 3 when there was no head.
int encode();

/// Throws ``Refusal`` for an error of libav; one that says EAGAIN got no thread.
inline int check(int result, Outcome outcome = Outcome::damaged) {
  bool lacks_memory = result == AVERROR(ENOMEM) || result == AVERROR(EAGAIN);
  if (result < 0) throw Refusal{lacks_memory ? Outcome::too_large : outcome};
  return result;
}

}  // namespace video
