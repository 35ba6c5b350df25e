#include "CPictureFixtures.h"

#include <stdlib.h>
#include <string.h>

#include <png.h>

typedef struct {
  uint8_t *bytes;
  size_t count, capacity;
} room;

static void put(png_structp png, png_bytep source, size_t count) {
  room *to = png_get_io_ptr(png);
  if (count > to->capacity - to->count) png_error(png, "room");
  memcpy(to->bytes + to->count, source, count);
  to->count += count;
}

static void take(png_structp png, png_bytep target, size_t count) {
  room *from = png_get_io_ptr(png);
  if (count > from->capacity - from->count) png_error(png, "end");
  memcpy(target, from->bytes + from->count, count);
  from->count += count;
}

static void flush(png_structp png) { (void)png; }
static void quiet(png_structp png, png_const_charp text) { (void)png, (void)text; }
static void fail(png_structp png, png_const_charp text) {
  (void)text;
  png_longjmp(png, 1);
}

size_t cfixture_png_encode(const cfixture_png *picture, uint8_t *bytes, size_t capacity) {
  static const int channels[] = {1, 0, 3, 1, 2, 0, 4};
  room *to = calloc(1, sizeof *to);
  to->bytes = bytes;
  to->capacity = capacity;
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, fail, quiet);
  png_infop info = png_create_info_struct(png);
  png_bytepp rows = calloc(picture->height, sizeof *rows);
  size_t stride = (size_t)picture->width * channels[picture->colour_type]
                  * (picture->depth == 16 ? 2 : 1);
  for (int row = 0; row < picture->height; row++)
    rows[row] = (png_bytep)picture->samples + row * stride;
  if (setjmp(png_jmpbuf(png)) == 0) {
    png_set_write_fn(png, to, put, flush);
    png_set_IHDR(png, info, picture->width, picture->height, picture->depth,
                 picture->colour_type, picture->interlaced, 0, 0);
    if (picture->colour_type == 3)
      png_set_PLTE(png, info, (png_const_colorp)picture->palette, picture->palette_count);
    png_color_16 key = {0, picture->key[0], picture->key[1], picture->key[2], picture->key[0]};
    if (picture->alpha_count || picture->keyed)
      png_set_tRNS(png, info, (png_bytep)picture->alphas, picture->alpha_count,
                   picture->keyed ? &key : NULL);
    png_write_info(png, info);
    if (picture->depth < 8) png_set_packing(png);
    png_write_image(png, rows);
    png_write_end(png, NULL);
  } else {
    to->count = 0;
  }
  size_t count = to->count;
  png_destroy_write_struct(&png, &info);
  free(rows);
  free(to);
  return count;
}

bool cfixture_png_decode(const uint8_t *bytes, size_t count, uint8_t *pixels, size_t capacity,
                         int32_t *width, int32_t *height) {
  room *from = calloc(1, sizeof *from);
  from->bytes = (uint8_t *)bytes;
  from->capacity = count;
  png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, NULL, fail, quiet);
  png_infop info = png_create_info_struct(png);
  png_bytepp *rows = calloc(1, sizeof *rows);
  volatile bool done = false;
  if (setjmp(png_jmpbuf(png)) == 0) {
    png_set_read_fn(png, from, take);
    png_read_info(png, info);
    png_set_expand_16(png);
    png_set_gray_to_rgb(png);
    png_set_add_alpha(png, 0xffff, PNG_FILLER_AFTER);
    png_set_interlace_handling(png);
    png_read_update_info(png, info);
    *width = png_get_image_width(png, info);
    *height = png_get_image_height(png, info);
    if ((size_t)*width * *height * 8 > capacity) png_error(png, "room");
    *rows = calloc(*height, sizeof **rows);
    for (int row = 0; row < *height; row++) (*rows)[row] = pixels + (size_t)row * *width * 8;
    png_read_image(png, *rows);
    png_read_end(png, NULL);
    done = true;
  }
  png_destroy_read_struct(&png, &info, NULL);
  free(*rows);
  free(rows);
  free(from);
  return done;
}
