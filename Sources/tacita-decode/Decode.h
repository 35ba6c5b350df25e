#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "CHelper.h"

/// What ``Imaging/DecoderAnswer`` reads: the two change together.
namespace decode {

enum class Kind : uint32_t { heic = 1, avif = 2, webp = 3, tiff = 4 };

enum class Outcome : uint32_t {
  done = 0,
  damaged = 1,
  too_large = 2,
  animated = 3,
  several_pages = 4,
  no_such_page = 5,
  unsupported = 6,
};

/// What is left behind, by kind.
enum class Removal : uint32_t {
  exif = 1,
  xmp = 2,
  thumbnail = 3,
  depth_map = 4,
  auxiliary = 5,
  second_picture = 6,
  profile = 7,
  iptc = 8,
  text = 9,
  page = 10,
  other = 11,
};

struct Removed {
  Removal kind;
  uint32_t bytes;  // 0 where they are not known
};

struct Picture {
  uint32_t width = 0, height = 0;
  uint32_t channels = 0;     // 1 gray, 3 colour; one more for alpha
  uint32_t bits = 8;         // of a sample as it is handed over: 8 or 16
  uint32_t own_bits = 8;     // of a sample in the file
  uint32_t pages = 1;
  uint32_t orientation = 0;  // 1 to 8 as in Exif, when the samples are still to be turned
  uint32_t primaries = 0, transfer = 0;  // ITU-T H.273, 0 when they are not told
  std::vector<uint8_t> profile, exif;
  std::vector<Removed> removed;
  std::vector<uint8_t> samples;
};

/// Ends work on a picture.
struct Refusal {
  Outcome outcome;
  uint32_t pages = 0;
};

/// Bytes of samples, as in Imaging/Limits.swift.
constexpr uint64_t most_samples = 192u << 20;
constexpr uint64_t most_pixels = 250'000'000;
/// Bytes of a colour profile or of Exif data that are handed over.
constexpr size_t most_profile = 16u << 20;
constexpr size_t most_exif = 1u << 20;

/// Sets the size, and makes room; throws ``Refusal`` when it is too large.
void make_room(Picture &picture, uint64_t width, uint64_t height);

void decode_heif(const helper_request &request, Picture &picture);
void decode_webp(const helper_request &request, Picture &picture);
void decode_tiff(const helper_request &request, Picture &picture);

/// Takes the data of an Exif block without what stands before its TIFF header.
void take_exif(Picture &picture, const uint8_t *bytes, size_t count);

}  // namespace decode
