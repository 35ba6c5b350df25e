#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Makes JPEG files for tests out of coefficients, in every process that libjpeg can write.

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
