#include "CPictureFixtures.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>
#include <jerror.h>

typedef struct {
  struct jpeg_compress_struct target;
  struct jpeg_error_mgr manager;
  jmp_buf back;
  struct jpeg_destination_mgr to;
  jpeg_scan_info scans[4];
} writing;

static void fail(j_common_ptr library) {
  if (getenv("TACITA_FIXTURE_ERRORS")) library->err->output_message(library);
  longjmp(((writing *)library->client_data)->back, 1);
}
static void nothing(j_compress_ptr target) { (void)target; }
static boolean refuse(j_compress_ptr target) {
  ERREXIT(target, JERR_FILE_WRITE);
  return FALSE;
}

static const J_COLOR_SPACE spaces[] = {JCS_UNKNOWN, JCS_GRAYSCALE, JCS_RGB,
                                       JCS_YCbCr, JCS_CMYK, JCS_YCCK};

static int ceiling(int value, int divisor) { return (value + divisor - 1) / divisor; }

static void fill(j_compress_ptr target, const cfixture_picture *picture,
                 jvirt_barray_ptr *arrays) {
  int across = 1, down = 1;
  for (int index = 0; index < picture->components; index++) {
    if (picture->horizontal[index] > across) across = picture->horizontal[index];
    if (picture->vertical[index] > down) down = picture->vertical[index];
  }
  int columns[4], rows[4];
  for (int index = 0; index < picture->components; index++) {
    int h = picture->horizontal[index], v = picture->vertical[index];
    columns[index] = ceiling(picture->width * h, across * 8);
    rows[index] = ceiling(picture->height * v, down * 8);
    int unitColumns = ceiling(picture->width, across * 8);
    int unitRows = ceiling(picture->height, down * 8);
    arrays[index] = target->mem->request_virt_barray(
        (j_common_ptr)target, JPOOL_IMAGE, TRUE, unitColumns * h, unitRows * v, v);
  }
  target->mem->realize_virt_arrays((j_common_ptr)target);
  for (int index = 0; index < picture->components; index++)
    for (int row = 0; row < rows[index]; row++) {
      JBLOCKARRAY line = target->mem->access_virt_barray((j_common_ptr)target, arrays[index],
                                                         row, 1, TRUE);
      memcpy(line[0], picture->coefficients[index] + (size_t)row * columns[index] * 64,
             (size_t)columns[index] * 128);
    }
}

static void write_picture(writing *writing, const cfixture_picture *picture) {
  j_compress_ptr target = &writing->target;
  jpeg_create_compress(target);
  target->dest = &writing->to;
  target->image_width = picture->width;
  target->image_height = picture->height;
  target->input_components = picture->components;
  target->in_color_space = spaces[picture->colour];
  jpeg_set_defaults(target);
  jpeg_set_colorspace(target, spaces[picture->colour]);
  if (picture->colour == 4) target->write_Adobe_marker = picture->adobe;
  for (int index = 0; index < picture->components; index++) {
    target->comp_info[index].h_samp_factor = picture->horizontal[index];
    target->comp_info[index].v_samp_factor = picture->vertical[index];
    target->comp_info[index].quant_tbl_no = index > 0;
  }
  for (int table = 0; table < 2; table++) {
    if (target->quant_tbl_ptrs[table] == NULL)
      target->quant_tbl_ptrs[table] = jpeg_alloc_quant_table((j_common_ptr)target);
    memcpy(target->quant_tbl_ptrs[table]->quantval, picture->steps[table], 128);
  }
  target->arith_code = picture->arithmetic;
  target->optimize_coding = picture->optimised;
  target->restart_interval = picture->restart;
  if (picture->progressive) jpeg_simple_progression(target);
  else if (picture->separate) {
    for (int index = 0; index < picture->components; index++) {
      jpeg_scan_info scan = {1, {index}, 0, 63, 0, 0};
      writing->scans[index] = scan;
    }
    target->scan_info = writing->scans;
    target->num_scans = picture->components;
  }
  jvirt_barray_ptr arrays[4];
  fill(target, picture, arrays);
  jpeg_write_coefficients(target, arrays);
  jpeg_finish_compress(target);
}

size_t cfixture_encode(const cfixture_picture *picture, uint8_t *bytes, size_t capacity) {
  writing *writing = calloc(1, sizeof *writing);
  if (writing == NULL) return 0;
  size_t count = 0;
  writing->target.err = jpeg_std_error(&writing->manager);
  writing->manager.error_exit = fail;
  writing->target.client_data = writing;
  writing->to.next_output_byte = bytes;
  writing->to.free_in_buffer = capacity;
  writing->to.init_destination = nothing;
  writing->to.empty_output_buffer = refuse;
  writing->to.term_destination = nothing;
  if (setjmp(writing->back) == 0) {
    write_picture(writing, picture);
    count = capacity - writing->to.free_in_buffer;
  }
  jpeg_destroy_compress(&writing->target);
  free(writing);
  return count;
}
