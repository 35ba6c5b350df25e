#include "CPNG.h"

#include <stdlib.h>
#include <string.h>

#include <png.h>
#include <zlib.h>

struct cpng_reader {
  png_structp png;
  png_infop info;
  const uint8_t *bytes;
  size_t count, position;
  png_bytep *rows;
  bool salvage, out_of_memory;
};

/// Memory for libpng; what it cannot have is remembered, for it tells every error alike.
static png_voidp reserve(png_structp png, png_alloc_size_t count) {
  bool *out_of_memory = png_get_mem_ptr(png);
  void *room = malloc(count);
  if (room == NULL && out_of_memory != NULL) *out_of_memory = true;
  return room;
}

static void release(png_structp png, png_voidp room) {
  (void)png;
  free(room);
}

static void fail(png_structp png, png_const_charp text) {
  (void)text;
  png_longjmp(png, 1);
}

static void say_nothing(png_structp png, png_const_charp text) {
  (void)png;
  (void)text;
}

static void take(png_structp png, png_bytep target, size_t count) {
  cpng_reader *reader = png_get_io_ptr(png);
  if (count > reader->count - reader->position) png_error(png, "end");
  memcpy(target, reader->bytes + reader->position, count);
  reader->position += count;
}

/// Chunks whose content is of no use here are not even parsed.
static void skip_chunks(png_structp png) {
  static const png_byte names[] =
      "tEXt\0zTXt\0iTXt\0tIME\0eXIf\0hIST\0sPLT\0pCAL\0sCAL\0oFFs\0pHYs\0sBIT\0bKGD";
  png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, NULL, 0);
  png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, names, sizeof names / 5);
}

static void describe(cpng_reader *reader, cpng_info *info) {
  png_structp png = reader->png;
  memset(info, 0, sizeof *info);
  info->width = png_get_image_width(png, reader->info);
  info->height = png_get_image_height(png, reader->info);
  info->depth = png_get_bit_depth(png, reader->info);
  info->colour_type = png_get_color_type(png, reader->info);
  int intent = 0;
  info->srgb = png_get_sRGB(png, reader->info, &intent) != 0;
  png_fixed_point gamma = 0;
  if (png_get_gAMA_fixed(png, reader->info, &gamma)) info->gamma = gamma > 0 ? gamma : 0;
  int32_t *c = info->chromaticities;
  png_fixed_point v[8];
  info->chromatic = png_get_cHRM_fixed(png, reader->info, v, v + 1, v + 2, v + 3, v + 4, v + 5,
                                       v + 6, v + 7) != 0;
  for (int index = 0; info->chromatic && index < 8; index++) c[index] = v[index];
  png_charp name = NULL;
  png_bytep profile = NULL;
  png_uint_32 size = 0;
  int method = 0;
  if (png_get_iCCP(png, reader->info, &name, &method, &profile, &size)) {
    info->profile = profile;
    info->profile_size = size;
  }
}

cpng_status cpng_open(const uint8_t *bytes, size_t count, size_t memory, bool salvage,
                      cpng_reader **reader, cpng_info *info) {
  *reader = NULL;
  cpng_reader *opening = calloc(1, sizeof *opening);
  if (opening == NULL) return CPNG_OUT_OF_MEMORY;
  opening->bytes = bytes;
  opening->count = count;
  opening->salvage = salvage;
  opening->png = png_create_read_struct_2(PNG_LIBPNG_VER_STRING, NULL, fail, say_nothing,
                                          &opening->out_of_memory, reserve, release);
  if (opening->png) opening->info = png_create_info_struct(opening->png);
  if (opening->info == NULL) {
    cpng_close(opening);
    return CPNG_OUT_OF_MEMORY;
  }
  png_structp png = opening->png;
  if (setjmp(png_jmpbuf(png))) {
    cpng_status status = opening->out_of_memory ? CPNG_OUT_OF_MEMORY : CPNG_DAMAGED;
    cpng_close(opening);
    return status;
  }
  png_set_read_fn(png, opening, take);
  png_set_chunk_malloc_max(png, memory);
  int action = salvage ? PNG_CRC_QUIET_USE : PNG_CRC_ERROR_QUIT;
  png_set_crc_action(png, action, action);
  skip_chunks(png);
  png_read_info(png, opening->info);
  describe(opening, info);
  png_set_expand(png);
  png_set_interlace_handling(png);
  const uint16_t one = 1;
  if (info->depth == 16 && *(const uint8_t *)&one == 1) png_set_swap(png);
  png_read_update_info(png, opening->info);
  info->channels = png_get_channels(png, opening->info);
  info->deep = png_get_bit_depth(png, opening->info) == 16;
  *reader = opening;
  return CPNG_OK;
}

cpng_status cpng_read(cpng_reader *reader, uint8_t *pixels, size_t capacity) {
  png_structp png = reader->png;
  size_t height = png_get_image_height(png, reader->info);
  size_t stride = png_get_rowbytes(png, reader->info);
  if (reader->rows != NULL || stride == 0 || height > capacity / stride) return CPNG_NO_ROOM;
  reader->rows = calloc(height, sizeof *reader->rows);
  if (reader->rows == NULL) return CPNG_OUT_OF_MEMORY;
  for (size_t row = 0; row < height; row++) reader->rows[row] = pixels + row * stride;
  if (setjmp(png_jmpbuf(png))) {
    if (reader->out_of_memory) return CPNG_OUT_OF_MEMORY;
    return reader->salvage ? CPNG_PARTIAL : CPNG_DAMAGED;
  }
  png_read_image(png, reader->rows);
  png_read_end(png, NULL);
  return CPNG_OK;
}

void cpng_close(cpng_reader *reader) {
  if (reader == NULL) return;
  // Destroying frees memory and cannot fail.
  png_destroy_read_struct(&reader->png, &reader->info, NULL);
  free(reader->rows);
  free(reader);
}

// MARK: Writing

/// Everything a write needs, on the heap: automatic variables are not reliable after a longjmp.
typedef struct {
  png_structp png;
  png_infop info;
  uint8_t *bytes;
  size_t count, capacity;
  bool out_of_memory;
} writing;

static void put(png_structp png, png_bytep source, size_t count) {
  writing *to = png_get_io_ptr(png);
  if (count > to->capacity - to->count) {
    size_t capacity = to->capacity + to->capacity / 2 + count + 65536;
    uint8_t *larger = realloc(to->bytes, capacity);
    if (larger == NULL) {
      to->out_of_memory = true;
      png_error(png, "memory");
    }
    to->bytes = larger;
    to->capacity = capacity;
  }
  memcpy(to->bytes + to->count, source, count);
  to->count += count;
}

static void flush(png_structp png) { (void)png; }

static void write_colour(writing *to, const cpng_picture *picture) {
  png_structp png = to->png;
  const int32_t *c = picture->chromaticities;
  if (picture->profile)
    png_set_iCCP(png, to->info, "icc", PNG_COMPRESSION_TYPE_BASE, picture->profile,
                 picture->profile_size);
  else if (picture->srgb)
    png_set_sRGB(png, to->info, PNG_sRGB_INTENT_PERCEPTUAL);
  if (picture->gamma) png_set_gAMA_fixed(png, to->info, (png_fixed_point)picture->gamma);
  if (picture->chromatic)
    png_set_cHRM_fixed(png, to->info, c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7]);
  if (picture->resolution_x && picture->resolution_y)
    png_set_pHYs(png, to->info, picture->resolution_x, picture->resolution_y,
                 picture->resolution_metric ? PNG_RESOLUTION_METER : PNG_RESOLUTION_UNKNOWN);
}

static void write_palette(writing *to, const cpng_picture *picture) {
  png_color colours[256];
  png_byte alphas[256];
  for (int index = 0; index < picture->palette_count; index++) {
    const uint8_t *entry = picture->palette[index];
    colours[index] = (png_color){entry[0], entry[1], entry[2]};
    alphas[index] = entry[3];
  }
  png_set_PLTE(to->png, to->info, colours, picture->palette_count);
  if (picture->alpha_count) png_set_tRNS(to->png, to->info, alphas, picture->alpha_count, NULL);
}

/// Bytes of a row as it is given.
static size_t stride_of(const cpng_picture *picture) {
  static const int channels[] = {1, 0, 3, 1, 2, 0, 4};
  return (size_t)picture->width * (channels[picture->colour_type] + picture->drops_alpha)
         * (picture->depth == 16 ? 2 : 1);
}

/// True when a picture keeps to the form that `CPNG.h` describes.
static bool is_sound(const cpng_picture *picture) {
  uint8_t type = picture->colour_type, depth = picture->depth;
  if (type > 6 || type == 1 || type == 5) return false;
  if (depth != 1 && depth != 2 && depth != 4 && depth != 8 && depth != 16) return false;
  if (depth < 8 && type != 0 && type != 3) return false;
  if (depth == 16 && type == 3) return false;
  if (picture->drops_alpha && (depth < 8 || (type != 0 && type != 2))) return false;
  if (picture->palette_count < 0 || picture->palette_count > 256) return false;
  if ((type == 3) != (picture->palette_count > 0)) return false;
  if (picture->alpha_count < 0 || picture->alpha_count > picture->palette_count) return false;
  if (picture->width == 0 || picture->height == 0 || picture->width > PNG_UINT_31_MAX / 8)
    return false;
  return picture->pixel_bytes / stride_of(picture) >= picture->height;
}

static void write_picture(writing *to, const cpng_picture *picture) {
  png_structp png = to->png;
  png_set_IHDR(png, to->info, picture->width, picture->height, picture->depth,
               picture->colour_type, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
               PNG_FILTER_TYPE_DEFAULT);
  write_colour(to, picture);
  if (picture->palette_count) write_palette(to, picture);
  png_write_info_before_PLTE(png, to->info);
  if (picture->cicp) png_write_chunk(png, (png_const_bytep) "cICP", picture->cicp, 4);
  png_write_info(png, to->info);
  if (picture->depth < 8) png_set_packing(png);
  const uint16_t one = 1;
  if (picture->depth == 16 && *(const uint8_t *)&one == 1) png_set_swap(png);
  if (picture->drops_alpha) png_set_filler(png, 0, PNG_FILLER_AFTER);
  size_t stride = stride_of(picture);
  for (size_t row = 0; row < picture->height; row++)
    png_write_row(png, picture->pixels + row * stride);
  png_write_end(png, NULL);
}

static cpng_status finish(writing *to, cpng_status status) {
  png_destroy_write_struct(&to->png, &to->info);
  free(to->bytes);
  free(to);
  return status;
}

cpng_status cpng_write(const cpng_picture *picture, uint8_t **bytes, size_t *count) {
  *bytes = NULL;
  *count = 0;
  if (!is_sound(picture)) return CPNG_NO_ROOM;
  writing *to = calloc(1, sizeof *to);
  if (to == NULL) return CPNG_OUT_OF_MEMORY;
  to->png = png_create_write_struct_2(PNG_LIBPNG_VER_STRING, NULL, fail, say_nothing,
                                      &to->out_of_memory, reserve, release);
  if (to->png) to->info = png_create_info_struct(to->png);
  if (to->info == NULL) return finish(to, CPNG_OUT_OF_MEMORY);
  if (setjmp(png_jmpbuf(to->png)))
    return finish(to, to->out_of_memory ? CPNG_OUT_OF_MEMORY : CPNG_DAMAGED);
  png_set_write_fn(to->png, to, put, flush);
  write_picture(to, picture);
  *bytes = to->bytes;
  *count = to->count;
  to->bytes = NULL;
  return finish(to, CPNG_OK);
}

void cpng_release(uint8_t *bytes) { free(bytes); }

const char *cpng_library_version(void) { return png_get_libpng_ver(NULL); }
const char *cpng_zlib_version(void) { return zlibVersion(); }
