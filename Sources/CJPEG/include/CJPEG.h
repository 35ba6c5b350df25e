#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// libjpeg's coefficient interface behind calls that return. An error of the library ends in a
/// status, never in a longjmp past a caller, and nothing here calls back.

typedef enum {
  CJPEG_OK = 0,
  CJPEG_DAMAGED,
  CJPEG_UNSUPPORTED,
  CJPEG_TOO_LARGE,
  CJPEG_OUT_OF_MEMORY,
  CJPEG_NO_ROOM,  ///< more bytes came out than fit
} cjpeg_status;

typedef enum {
  CJPEG_COLOUR_OTHER = 0,
  CJPEG_COLOUR_GRAY,
  CJPEG_COLOUR_RGB,
  CJPEG_COLOUR_YCC,
  CJPEG_COLOUR_CMYK,
  CJPEG_COLOUR_YCCK,
} cjpeg_colour;

/// Most components of a picture that is read here.
#define CJPEG_COMPONENTS 4

typedef struct {
  int32_t horizontal, vertical;    ///< sampling factors
  int32_t width, height;           ///< samples that belong to the picture
  int32_t columns, rows;           ///< blocks that hold them
  uint16_t quantisation[64];       ///< steps, natural order
} cjpeg_component;

typedef struct {
  int32_t width, height;
  int32_t components;
  cjpeg_colour colour;
  bool progressive, arithmetic;
  bool adobe;                      ///< an APP14 marker was there
  int64_t warnings;                ///< things libjpeg had to guess
  int64_t oddities;                ///< things it passed over that change no coefficient
  bool complete;                   ///< no progressive refinement is missing
  cjpeg_component component[CJPEG_COMPONENTS];
} cjpeg_info;

typedef struct cjpeg_picture cjpeg_picture;

/// Reads every coefficient of the picture in `bytes`, which are needed only during the call.
/// At most `scans` scans and `memory` bytes of coefficients.
cjpeg_status cjpeg_read(const uint8_t *bytes, size_t count, int32_t scans, size_t memory,
                        cjpeg_picture **picture, cjpeg_info *info);

/// The blocks of one row of a component, 64 coefficients each in natural order; valid until the
/// picture is freed. NULL when there is no such row.
int16_t *cjpeg_row(cjpeg_picture *picture, int32_t component, int32_t row);

/// A marker segment to be written after the file header.
typedef struct {
  uint8_t marker;
  const uint8_t *bytes;
  uint32_t count;
} cjpeg_segment;

typedef struct {
  bool progressive, arithmetic;
  bool optimised;                  ///< Huffman tables fitted to the coefficients, else standard
  bool clamps;                     ///< brings levels into the range of codes instead of failing
  const cjpeg_segment *segments;
  size_t segment_count;
} cjpeg_plan;

/// Writes the picture afresh: constant or newly made tables, one fixed scan script, no restarts.
/// At most `capacity` bytes; `count` says how many they were.
cjpeg_status cjpeg_write(cjpeg_picture *picture, const cjpeg_plan *plan, uint8_t *bytes,
                         size_t capacity, size_t *count);

/// The version of libjpeg that the program was compiled with.
const char *cjpeg_library_version(void);

void cjpeg_free(cjpeg_picture *picture);

/// Divides 64 coefficients by their steps, rounds half away from zero and keeps within ten bits.
/// Here because a C compiler makes vectors of it.
void cjpeg_quantise(const float *coefficients, const float *steps, int16_t *levels);

/// Pixels to be coded as a baseline picture: bytes, row after row without gaps.
typedef struct {
  int32_t width, height;
  int32_t channels;                ///< 1 gray, 3 red, green, blue
  const uint8_t *samples;
  int32_t quality;                 ///< 1 to 100, as libjpeg counts
  const cjpeg_segment *segments;   ///< written after the file header
  size_t segment_count;
} cjpeg_pixels;

/// Codes `pixels` with colours at half their width and height, with standard tables. At most
/// `capacity` bytes; `count` says how many they were. The same pixels give the same bytes, and each
/// 16 by 16 of them, from the top left corner, are coded on their own.
cjpeg_status cjpeg_encode(const cjpeg_pixels *pixels, uint8_t *bytes, size_t capacity,
                          size_t *count);

/// How a picture is to be looked at.
typedef struct {
  int32_t divisor;                 ///< 1, 2, 4 or 8: how many times smaller
  int32_t scans;                   ///< most scans
  size_t memory;                   ///< bytes that the library may use
  int32_t width, height;           ///< of what was decoded
} cjpeg_sight;

/// Decodes a picture into red, green and blue of 8 bits, row after row, to be looked at: no promise
/// holds for these pixels. At most `capacity` bytes.
cjpeg_status cjpeg_see(const uint8_t *bytes, size_t count, cjpeg_sight *sight, uint8_t *samples,
                       size_t capacity);
