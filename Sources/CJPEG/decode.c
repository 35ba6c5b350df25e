#include "CJPEG.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>
#include <jerror.h>

/// Everything a decoding needs, on the heap: automatic variables are not reliable after a longjmp.
typedef struct {
  struct jpeg_decompress_struct source;
  struct jpeg_error_mgr manager;
  struct jpeg_progress_mgr progress;
  jmp_buf back;
  int scans;
  JSAMPLE *line;
} decoding;

static void fail(j_common_ptr library) { longjmp(((decoding *)library->client_data)->back, 1); }
static void pass_over(j_common_ptr library, int level) { (void)library, (void)level; }
static void say_nothing(j_common_ptr library) { (void)library; }

/// Ends a picture that consists of ever more scans.
static void count_scans(j_common_ptr library) {
  decoding *decoding = library->client_data;
  if (decoding->source.input_scan_number > decoding->scans) ERREXIT(library, JERR_IMAGE_TOO_BIG);
}

/// Inks to light, near enough to look at. Adobe's programs write them inverted.
static void to_colours(const JSAMPLE *inks, uint8_t *colours, size_t pixels, bool inverted) {
  for (size_t pixel = 0; pixel < pixels; pixel++) {
    const JSAMPLE *ink = inks + 4 * pixel;
    int black = inverted ? ink[3] : 255 - ink[3];
    for (int channel = 0; channel < 3; channel++) {
      int light = inverted ? ink[channel] : 255 - ink[channel];
      colours[3 * pixel + channel] = (uint8_t)(light * black / 255);
    }
  }
}

static void begin(decoding *decoding, const uint8_t *bytes, size_t count,
                  const cjpeg_sight *sight) {
  j_decompress_ptr source = &decoding->source;
  jpeg_create_decompress(source);
  decoding->scans = sight->scans;
  decoding->progress.progress_monitor = count_scans;
  source->progress = &decoding->progress;
  source->mem->max_memory_to_use = (long)sight->memory;
  jpeg_mem_src(source, bytes, (unsigned long)count);
  jpeg_read_header(source, TRUE);
  source->scale_num = 1;
  source->scale_denom = (unsigned)sight->divisor;
  bool inks = source->jpeg_color_space == JCS_CMYK || source->jpeg_color_space == JCS_YCCK;
  source->out_color_space = inks ? JCS_CMYK : JCS_RGB;
  jpeg_start_decompress(source);
}

static void decode(decoding *decoding, cjpeg_sight *sight, size_t capacity, uint8_t *samples) {
  j_decompress_ptr source = &decoding->source;
  size_t row = (size_t)source->output_width * 3;
  bool inks = source->out_color_space == JCS_CMYK;
  if (row * source->output_height > capacity) ERREXIT(source, JERR_IMAGE_TOO_BIG);
  sight->width = (int32_t)source->output_width;
  sight->height = (int32_t)source->output_height;
  decoding->line = malloc((size_t)source->output_width * 4);
  if (decoding->line == NULL) ERREXIT1(source, JERR_OUT_OF_MEMORY, 0);
  while (source->output_scanline < source->output_height) {
    uint8_t *to = samples + source->output_scanline * row;
    JSAMPROW line = inks ? decoding->line : to;
    jpeg_read_scanlines(source, &line, 1);
    if (inks) to_colours(line, to, source->output_width, source->saw_Adobe_marker);
  }
  jpeg_finish_decompress(source);
}

cjpeg_status cjpeg_see(const uint8_t *bytes, size_t count, cjpeg_sight *sight, uint8_t *samples,
                       size_t capacity) {
  decoding *decoding = calloc(1, sizeof *decoding);
  if (decoding == NULL) return CJPEG_OUT_OF_MEMORY;
  decoding->source.err = jpeg_std_error(&decoding->manager);
  decoding->manager.error_exit = fail;
  decoding->manager.emit_message = pass_over;
  decoding->manager.output_message = say_nothing;
  decoding->source.client_data = decoding;
  cjpeg_status status = CJPEG_OK;
  if (setjmp(decoding->back) == 0) {
    begin(decoding, bytes, count, sight);
    decode(decoding, sight, capacity, samples);
  } else {
    status = CJPEG_DAMAGED;
  }
  jpeg_destroy_decompress(&decoding->source);
  free(decoding->line);
  free(decoding);
  return status;
}
