#include <cstring>

#include <libheif/heif.h>

#include "Decode.h"

// Decodes pictures of strangers for tacita, each in a process that can do nothing else. Pictures
// come by standard input and leave by standard output, as CHelper.h says; docs/blur.md describes
// what it takes.

namespace decode {

void make_room(Picture &picture, uint64_t width, uint64_t height) {
  if (width == 0 || height == 0) throw Refusal{Outcome::damaged};
  uint64_t pixel = uint64_t(picture.channels) * (picture.bits / 8);
  if (width > most_pixels || height > most_pixels / width
      || width * height > most_samples / pixel)
    throw Refusal{Outcome::too_large};
  picture.width = uint32_t(width);
  picture.height = uint32_t(height);
  picture.samples.resize(width * height * pixel);
}

void take_exif(Picture &picture, const uint8_t *bytes, size_t count) {
  picture.removed.push_back({Removal::exif, uint32_t(count)});
  // The header stands at the beginning, or behind a name or an offset.
  for (size_t start = 0; start + 8 <= count && start < 64; start++) {
    if (memcmp(bytes + start, "II*\0", 4) && memcmp(bytes + start, "MM\0*", 4)) continue;
    if (count - start <= most_exif) picture.exif.assign(bytes + start, bytes + count);
    return;
  }
}

namespace {

void write_block(const std::vector<uint8_t> &block) {
  if (!block.empty()) helper_write(block.data(), block.size());
}

void write_answer(const Picture &picture) {
  for (uint32_t number :
       {uint32_t(Outcome::done), picture.pages, picture.width, picture.height, picture.channels,
        picture.bits, picture.own_bits, picture.orientation, picture.primaries, picture.transfer,
        uint32_t(picture.profile.size()), uint32_t(picture.exif.size()),
        uint32_t(picture.removed.size())})
    helper_write_number(number);
  for (const Removed &removed : picture.removed) {
    helper_write_number(uint32_t(removed.kind));
    helper_write_number(removed.bytes);
  }
  write_block(picture.profile);
  write_block(picture.exif);
  write_block(picture.samples);
}

void work(const helper_request *request) {
  Picture picture;
  try {
    switch (Kind(request->question)) {
      case Kind::heic:
      case Kind::avif: decode_heif(*request, picture); break;
      case Kind::webp: decode_webp(*request, picture); break;
      case Kind::tiff: decode_tiff(*request, picture); break;
      default: throw Refusal{Outcome::unsupported};
    }
  } catch (const Refusal &refusal) {
    helper_write_number(uint32_t(refusal.outcome));
    helper_write_number(refusal.pages);
    return;
  }
  write_answer(picture);
}

}  // namespace
}  // namespace decode

int main(int count, char **words) {
  const helper_limits limits = {
      .addresses = 3ull << 30,
      .seconds = 60,
      .input = 256u << 20,
      .output = decode::most_samples + decode::most_profile + decode::most_exif + (1u << 16),
  };
  // What is loaded only when it is used could not be loaded later.
  heif_init(nullptr);
  if (count == 2 && strcmp(words[1], "--check-confinement") == 0)
    return helper_try_everything(&limits);
  return helper_serve(decode::work, &limits);
}
