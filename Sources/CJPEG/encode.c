#include "CJPEG.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include <jpeglib.h>
#include <jerror.h>

/// Everything an encoding needs, on the heap: automatic variables are not reliable after a longjmp.
typedef struct {
  struct jpeg_compress_struct target;
  struct jpeg_error_mgr manager;
  struct jpeg_destination_mgr to;
  jmp_buf back;
} encoding;

static void fail(j_common_ptr library) { longjmp(((encoding *)library->client_data)->back, 1); }
static void say_nothing(j_common_ptr library) { (void)library; }
static void begin(j_compress_ptr target) { (void)target; }
static void end(j_compress_ptr target) { (void)target; }

/// The room given is all there is.
static boolean refuse(j_compress_ptr target) {
  ERREXIT(target, JERR_FILE_WRITE);
  return FALSE;
}

static void encode(encoding *encoding, const cjpeg_pixels *pixels) {
  j_compress_ptr target = &encoding->target;
  jpeg_create_compress(target);
  target->dest = &encoding->to;
  target->image_width = (JDIMENSION)pixels->width;
  target->image_height = (JDIMENSION)pixels->height;
  target->input_components = pixels->channels;
  target->in_color_space = pixels->channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
  jpeg_set_defaults(target);
  jpeg_set_quality(target, pixels->quality, TRUE);
  // The exact transform: the others depend on the processor.
  target->dct_method = JDCT_ISLOW;
  jpeg_start_compress(target, TRUE);
  for (size_t index = 0; index < pixels->segment_count; index++)
    jpeg_write_marker(target, pixels->segments[index].marker, pixels->segments[index].bytes,
                      pixels->segments[index].count);
  size_t row = (size_t)pixels->width * (size_t)pixels->channels;
  while (target->next_scanline < target->image_height) {
    JSAMPROW line = (JSAMPROW)(pixels->samples + target->next_scanline * row);
    jpeg_write_scanlines(target, &line, 1);
  }
  jpeg_finish_compress(target);
}

static cjpeg_status status_of(const encoding *encoding) {
  switch (encoding->manager.msg_code) {
    case JERR_OUT_OF_MEMORY: return CJPEG_OUT_OF_MEMORY;
    case JERR_FILE_WRITE: return CJPEG_NO_ROOM;
    default: return CJPEG_TOO_LARGE;
  }
}

cjpeg_status cjpeg_encode(const cjpeg_pixels *pixels, uint8_t *bytes, size_t capacity,
                          size_t *count) {
  *count = 0;
  encoding *encoding = calloc(1, sizeof *encoding);
  if (encoding == NULL) return CJPEG_OUT_OF_MEMORY;
  encoding->to = (struct jpeg_destination_mgr){
      .next_output_byte = bytes, .free_in_buffer = capacity, .init_destination = begin,
      .empty_output_buffer = refuse, .term_destination = end};
  encoding->target.err = jpeg_std_error(&encoding->manager);
  encoding->manager.error_exit = fail;
  encoding->manager.output_message = say_nothing;
  encoding->target.client_data = encoding;
  cjpeg_status status = CJPEG_OK;
  if (setjmp(encoding->back) == 0) {
    encode(encoding, pixels);
    *count = capacity - encoding->to.free_in_buffer;
  } else {
    status = status_of(encoding);
  }
  jpeg_destroy_compress(&encoding->target);
  free(encoding);
  return status;
}

void cjpeg_quantise(const float *coefficients, const float *steps, int16_t *levels) {
  for (int index = 0; index < DCTSIZE2; index++) {
    float level = coefficients[index] / steps[index];
    level = level < -1023 ? -1023 : level > 1023 ? 1023 : level;
    levels[index] = (int16_t)(level < 0 ? level - 0.5f : level + 0.5f);
  }
}
