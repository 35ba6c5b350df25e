#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Makes picture files for tests in every form that the codecs can write.

typedef struct {
  int32_t width, height, components;
  int32_t horizontal[4], vertical[4];
  int32_t colour;                   ///< 0 unknown, 1 gray, 2 RGB, 3 YCbCr, 4 CMYK, 5 YCCK
  bool adobe;                       ///< for CMYK: write APP14
  bool progressive, arithmetic, optimised;
  bool separate;                    ///< one scan for each component
  int32_t restart;                  ///< units between restart markers, 0 for none
  uint16_t steps[2][64];            ///< of the first component, and of the others
  const int16_t *coefficients[4];   ///< block after block, natural order, no padding blocks
} cfixture_picture;

/// Returns the bytes written, 0 on failure.
size_t cfixture_encode(const cfixture_picture *picture, uint8_t *bytes, size_t capacity);

/// A PNG file to be made of samples, one byte each, or two big-endian ones at 16 bits.
typedef struct {
  int32_t width, height;
  int32_t depth, colour_type;
  bool interlaced;
  const uint8_t *samples;
  int32_t palette_count;            ///< for colour type 3: red, green, blue
  uint8_t palette[256][3];
  int32_t alpha_count;
  uint8_t alphas[256];
  bool keyed;                       ///< tRNS for gray and colour
  uint16_t key[3];
} cfixture_png;

/// Returns the bytes written, 0 on failure.
size_t cfixture_png_encode(const cfixture_png *picture, uint8_t *bytes, size_t capacity);

/// Reads any PNG into red, green, blue and alpha of 16 bits each, big-endian, width × height × 8
/// bytes. Returns false on failure or when they do not fit.
bool cfixture_png_decode(const uint8_t *bytes, size_t count, uint8_t *pixels, size_t capacity,
                         int32_t *width, int32_t *height);

/// What a confined process could do.
enum {
  CFIXTURE_READ_NAMED = 1,
  CFIXTURE_READ_OTHER = 2,
  CFIXTURE_WROTE_NAMED = 4,
  CFIXTURE_WROTE_OTHER = 8,
  CFIXTURE_HAD_SOCKET = 16,
  CFIXTURE_FORKED = 32,
  CFIXTURE_EXEC_REFUSED = 64,
  CFIXTURE_MOVED_IN_TREE = 128,
  CFIXTURE_HAD_LOCAL_SOCKET = 256,
  CFIXTURE_OPENED_MANY = 512,
  CFIXTURE_MAPPED_MUCH = 1024,
};

/// Confines a process to `readable` and `folder` and has it try everything; -1 when it could not
/// answer. `parts` is what `clinux_confine` said.
int cfixture_confined(const char *readable, const char *other, const char *written,
                      const char *folder, const char *beside, int *parts);

/// The same for a process that may read `/etc` and do anything in the folder `tree`, and tries to
/// open the file `beside`.
int cfixture_confined_to_tree(const char *tree, const char *beside, int *parts);

/// A picture in a format that has to be converted: samples of 8 bits, or of 16 in this machine's
/// order, row after row.
typedef struct {
  int32_t width, height;
  int32_t channels;                 ///< 1 gray, 2 with alpha, 3 colour, 4 with alpha
  int32_t bits;                     ///< 8, 10 (HEIC, AVIF) or 16 (TIFF)
  int32_t orientation;              ///< 1 to 8 as in Exif; 0 for none
  bool lossless;
  const void *samples;
  const uint8_t *exif;              ///< a TIFF structure, or NULL
  size_t exif_count;
  bool thumbnail, second;           ///< HEIC and AVIF: a thumbnail, a further picture
  int32_t transfer;                 ///< HEIC and AVIF: as ITU-T H.273 numbers it, 0 for sRGB
  int32_t pages;                    ///< TIFF: each brighter than the one before
} cfixture_source;

/// Each returns the bytes written, 0 on failure.
size_t cfixture_heif_encode(const cfixture_source *picture, bool av1, uint8_t *bytes,
                            size_t capacity);
size_t cfixture_webp_encode(const cfixture_source *picture, uint8_t *bytes, size_t capacity);
size_t cfixture_tiff_encode(const cfixture_source *picture, uint8_t *bytes, size_t capacity);
