#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// libpng behind calls that return. An error of the library ends in a status, never in a longjmp
/// past a caller, and nothing here calls back.

typedef enum {
  CPNG_OK = 0,
  CPNG_DAMAGED,
  CPNG_PARTIAL,  ///< only when salvaging: the pixels break off, the rest is zero
  CPNG_OUT_OF_MEMORY,
  CPNG_NO_ROOM,  ///< the room given is too small, or what was given contradicts itself
} cpng_status;

typedef struct {
  uint32_t width, height;
  uint8_t depth;             ///< as in the file
  uint8_t colour_type;       ///< as in the file (PNG 11.2.2)
  uint8_t channels;          ///< as delivered: 1 to 4
  bool deep;                 ///< delivered as 16-bit samples of this machine, else as bytes
  bool srgb;
  uint32_t gamma;            ///< in 100,000ths, 0 without gAMA
  bool chromatic;
  int32_t chromaticities[8]; ///< in 100,000ths: white, red, green, blue
  const uint8_t *profile;    ///< valid until the reader is closed
  uint32_t profile_size;
} cpng_info;

typedef struct cpng_reader cpng_reader;

/// Reads up to the first pixel. `bytes` must stay until the reader is closed. No chunk may take
/// more than `memory` bytes. With `salvage` checksums are not insisted on.
cpng_status cpng_open(const uint8_t *bytes, size_t count, size_t memory, bool salvage,
                      cpng_reader **reader, cpng_info *info);

/// Reads all pixels, palettes, keys and low depths expanded, row after row without gaps, and the
/// chunks behind them. `pixels` must be zeroed; a `capacity` below what the info says is refused.
/// Once a reader.
cpng_status cpng_read(cpng_reader *reader, uint8_t *pixels, size_t capacity);

void cpng_close(cpng_reader *reader);

typedef struct {
  uint32_t width, height;
  uint8_t depth, colour_type;
  bool drops_alpha;          ///< one sample more a pixel is given, and not written
  const uint8_t *pixels;     ///< a byte a sample below 16 bits
  size_t pixel_bytes;
  uint8_t palette[256][4];   ///< red, green, blue, alpha
  int32_t palette_count;
  int32_t alpha_count;       ///< entries from the first that are not opaque
  bool srgb;
  uint32_t gamma;
  bool chromatic;
  int32_t chromaticities[8];
  const uint8_t *profile;
  uint32_t profile_size;
  uint32_t resolution_x, resolution_y;  ///< of a pHYs chunk, 0 without
  bool resolution_metric;    ///< in pixels a metre, else only the shape of a pixel
  const uint8_t *cicp;       ///< four bytes of a cICP chunk, or NULL
} cpng_picture;

/// Writes a picture afresh, not interlaced. The bytes are released with `cpng_release`.
cpng_status cpng_write(const cpng_picture *picture, uint8_t **bytes, size_t *count);
void cpng_release(uint8_t *bytes);

/// The versions of libpng and zlib that run.
const char *cpng_library_version(void);
const char *cpng_zlib_version(void);
