#include <cstring>
#include <memory>

#include <tiffio.h>

#include "Decode.h"

namespace decode {
namespace {

/// The bytes as a file that cannot be written.
struct Memory {
  const uint8_t *bytes;
  uint64_t count, place;
};

tmsize_t read_memory(thandle_t handle, void *into, tmsize_t count) {
  auto *memory = static_cast<Memory *>(handle);
  if (count < 0 || memory->place >= memory->count) return 0;
  uint64_t left = memory->count - memory->place;
  uint64_t taken = uint64_t(count) < left ? uint64_t(count) : left;
  memcpy(into, memory->bytes + memory->place, taken);
  memory->place += taken;
  return tmsize_t(taken);
}

tmsize_t write_nothing(thandle_t, void *, tmsize_t) { return 0; }

toff_t seek_memory(thandle_t handle, toff_t offset, int from) {
  auto *memory = static_cast<Memory *>(handle);
  uint64_t base = from == SEEK_CUR ? memory->place : from == SEEK_END ? memory->count : 0;
  return memory->place = base + offset;
}

int close_nothing(thandle_t) { return 0; }
toff_t size_memory(thandle_t handle) { return static_cast<Memory *>(handle)->count; }

struct Freed {
  void operator()(TIFF *it) const { TIFFClose(it); }
};

/// As many as there are, and never more than are worth counting.
uint32_t count_pages(TIFF *file) {
  uint32_t pages = 0;
  do {
    uint32_t kind = 0;
    // A smaller copy of another page is not a page.
    TIFFGetFieldDefaulted(file, TIFFTAG_SUBFILETYPE, &kind);
    if (pages == 0 || !(kind & FILETYPE_REDUCEDIMAGE)) pages++;
  } while (pages < 10000 && TIFFReadDirectory(file));
  return pages;
}

/// The page that was asked for, counted from 1; 0 asks for the only one.
void choose_page(TIFF *file, uint32_t page, Picture &picture) {
  picture.pages = count_pages(file);
  if (page == 0 && picture.pages > 1) throw Refusal{Outcome::several_pages, picture.pages};
  if (page > picture.pages) throw Refusal{Outcome::no_such_page, picture.pages};
  if (!TIFFSetDirectory(file, 0)) throw Refusal{Outcome::damaged};
  for (uint32_t place = 1; place < page;) {
    if (!TIFFReadDirectory(file)) throw Refusal{Outcome::damaged};
    uint32_t kind = 0;
    TIFFGetFieldDefaulted(file, TIFFTAG_SUBFILETYPE, &kind);
    if (!(kind & FILETYPE_REDUCEDIMAGE)) place++;
  }
  for (uint32_t other = 1; other < picture.pages; other++)
    picture.removed.push_back({Removal::page, 0});
}

void take_metadata(TIFF *file, Picture &picture) {
  uint32_t count = 0;
  void *bytes = nullptr;
  if (TIFFGetField(file, TIFFTAG_ICCPROFILE, &count, &bytes) && count <= most_profile) {
    auto *start = static_cast<uint8_t *>(bytes);
    picture.profile.assign(start, start + count);
    picture.removed.push_back({Removal::profile, count});
  }
  if (TIFFGetField(file, TIFFTAG_XMLPACKET, &count, &bytes))
    picture.removed.push_back({Removal::xmp, count});
  if (TIFFGetField(file, TIFFTAG_RICHTIFFIPTC, &count, &bytes))
    picture.removed.push_back({Removal::iptc, count});
  if (TIFFGetField(file, TIFFTAG_PHOTOSHOP, &count, &bytes))
    picture.removed.push_back({Removal::iptc, count});
  for (uint32_t tag :
       {TIFFTAG_IMAGEDESCRIPTION, TIFFTAG_MAKE, TIFFTAG_MODEL, TIFFTAG_SOFTWARE, TIFFTAG_DATETIME,
        TIFFTAG_ARTIST, TIFFTAG_HOSTCOMPUTER, TIFFTAG_DOCUMENTNAME, TIFFTAG_PAGENAME,
        TIFFTAG_COPYRIGHT}) {
    char *text = nullptr;
    if (TIFFGetField(file, tag, &text) && text)
      picture.removed.push_back({Removal::text, uint32_t(strlen(text))});
  }
  uint64_t place = 0;
  if (TIFFGetField(file, TIFFTAG_EXIFIFD, &place) || TIFFGetField(file, TIFFTAG_GPSIFD, &place))
    picture.removed.push_back({Removal::exif, 0});
  uint16_t below = 0;
  uint64_t *places = nullptr;
  if (TIFFGetField(file, TIFFTAG_SUBIFD, &below, &places))
    picture.removed.push_back({Removal::second_picture, 0});
}

struct Form {
  uint16_t bits, samples, photometric, planar, format, extra;
  bool tiled;

  /// Gray or colour in 16 bits, sample by sample: kept as it is. All else becomes 8 bits.
  bool deep() const {
    bool colours = photometric == PHOTOMETRIC_RGB && samples >= 3 && samples <= 4;
    bool gray = (photometric == PHOTOMETRIC_MINISBLACK || photometric == PHOTOMETRIC_MINISWHITE)
                && samples <= 2;
    return bits == 16 && format == SAMPLEFORMAT_UINT && planar == PLANARCONFIG_CONTIG && !tiled
           && (colours || gray);
  }
};

Form form_of(TIFF *file) {
  Form form{};
  uint16_t *kinds = nullptr;
  TIFFGetFieldDefaulted(file, TIFFTAG_BITSPERSAMPLE, &form.bits);
  TIFFGetFieldDefaulted(file, TIFFTAG_SAMPLESPERPIXEL, &form.samples);
  TIFFGetFieldDefaulted(file, TIFFTAG_PLANARCONFIG, &form.planar);
  TIFFGetFieldDefaulted(file, TIFFTAG_SAMPLEFORMAT, &form.format);
  TIFFGetFieldDefaulted(file, TIFFTAG_EXTRASAMPLES, &form.extra, &kinds);
  if (!TIFFGetField(file, TIFFTAG_PHOTOMETRIC, &form.photometric))
    throw Refusal{Outcome::damaged};
  form.tiled = TIFFIsTiled(file);
  return form;
}

void read_deep(TIFF *file, const Form &form, uint32_t width, uint32_t height, Picture &picture) {
  picture.bits = 16;
  picture.channels = form.samples;
  make_room(picture, width, height);
  size_t row = size_t(width) * form.samples * 2;
  if (TIFFScanlineSize64(file) != row) throw Refusal{Outcome::damaged};
  for (uint32_t y = 0; y < height; y++)
    if (TIFFReadScanline(file, picture.samples.data() + y * row, y) != 1)
      throw Refusal{Outcome::damaged};
  if (form.photometric != PHOTOMETRIC_MINISWHITE) return;
  auto *samples = reinterpret_cast<uint16_t *>(picture.samples.data());
  for (size_t index = 0; index < size_t(width) * height * form.samples; index += form.samples)
    samples[index] = uint16_t(65535 - samples[index]);
}

void read_bytes(TIFF *file, const Form &form, uint32_t width, uint32_t height, Picture &picture) {
  char why[1024];
  if (!TIFFRGBAImageOK(file, why)) throw Refusal{Outcome::unsupported};
  picture.channels = 4;
  make_room(picture, width, height);
  uint16_t orientation = ORIENTATION_TOPLEFT;
  TIFFGetFieldDefaulted(file, TIFFTAG_ORIENTATION, &orientation);
  // Asked for as they lie, because the library turns by halves only. The last word: stop at errors.
  auto *pixels = reinterpret_cast<uint32_t *>(picture.samples.data());
  if (!TIFFReadRGBAImageOriented(file, width, height, pixels, orientation, 1))
    throw Refusal{Outcome::damaged};
  // Bytes lie in the order red, green, blue, alpha where the processor counts from the small end.
  if (form.extra > 0) return;
  size_t count = size_t(width) * height;
  bool gray = form.photometric == PHOTOMETRIC_MINISBLACK
              || form.photometric == PHOTOMETRIC_MINISWHITE;
  uint32_t channels = gray ? 1 : 3;
  uint8_t *bytes = picture.samples.data();
  for (size_t pixel = 0; pixel < count; pixel++)
    for (uint32_t channel = 0; channel < channels; channel++)
      bytes[pixel * channels + channel] = bytes[pixel * 4 + channel];
  picture.channels = channels;
  picture.samples.resize(count * channels);
}

}  // namespace

void decode_tiff(const helper_request &request, Picture &picture) {
  TIFFSetErrorHandler(nullptr);
  TIFFSetWarningHandler(nullptr);
  Memory memory = {request.bytes, request.count, 0};
  std::unique_ptr<TIFF, Freed> file(TIFFClientOpen(
      "picture", "rm", &memory, read_memory, write_nothing, seek_memory, close_nothing,
      size_memory, nullptr, nullptr));
  if (!file) throw Refusal{Outcome::damaged};
  choose_page(file.get(), request.detail, picture);
  uint32_t width = 0, height = 0;
  if (!TIFFGetField(file.get(), TIFFTAG_IMAGEWIDTH, &width)
      || !TIFFGetField(file.get(), TIFFTAG_IMAGELENGTH, &height))
    throw Refusal{Outcome::damaged};
  Form form = form_of(file.get());
  picture.own_bits = form.bits;
  take_metadata(file.get(), picture);
  if (form.deep()) {
    read_deep(file.get(), form, width, height, picture);
  } else {
    read_bytes(file.get(), form, width, height, picture);
  }
  uint16_t orientation = ORIENTATION_TOPLEFT;
  TIFFGetFieldDefaulted(file.get(), TIFFTAG_ORIENTATION, &orientation);
  picture.orientation = orientation >= 1 && orientation <= 8 ? orientation : 0;
}

}  // namespace decode
