#define _GNU_SOURCE
#include "CJPEG.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include <jpeglib.h>
#include <jerror.h>

/// libjpeg's error manager with a way back.
typedef struct {
  struct jpeg_error_mgr manager;
  jmp_buf back;
  int64_t oddities;  ///< warnings about what every decoder passes over
} failure;

/// The coefficients of one component in one piece: what libjpeg knows as a virtual array.
struct jvirt_barray_control {
  JBLOCKROW *rows;
  JDIMENSION count, columns;
  void *pages;
  size_t size;
};

struct cjpeg_picture {
  struct jpeg_decompress_struct source;
  failure failure;
  struct jpeg_progress_mgr progress;
  int scans;
  size_t memory;  ///< bytes of coefficients that may still be asked for
  struct jvirt_barray_control arrays[CJPEG_COMPONENTS];
  int array_count;
  jvirt_barray_ptr *coefficients;
};

static void fail(j_common_ptr library) { longjmp(((failure *)library->err)->back, 1); }

/// Tells what harms no coefficient from what does: stray bytes before a marker, a scan header or an
/// Adobe segment that says something impossible, an unknown version.
static bool is_harmless(int code) {
  return code == JWRN_EXTRANEOUS_DATA || code == JWRN_NOT_SEQUENTIAL || code == JWRN_ADOBE_XFORM
         || code == JWRN_JFIF_MAJOR;
}

static void warn(j_common_ptr library, int level) {
  if (level >= 0) return;
  if (is_harmless(library->err->msg_code))
    ((failure *)library->err)->oddities++;
  else
    library->err->num_warnings++;
}

static void say_nothing(j_common_ptr library) { (void)library; }

static struct jpeg_error_mgr *prepare(failure *failure) {
  struct jpeg_error_mgr *manager = jpeg_std_error(&failure->manager);
  manager->error_exit = fail;
  manager->emit_message = warn;
  manager->output_message = say_nothing;
  return manager;
}

static cjpeg_status status_of(const failure *failure) {
  switch (failure->manager.msg_code) {
    case JERR_OUT_OF_MEMORY: return CJPEG_OUT_OF_MEMORY;
    case JERR_FILE_WRITE: return CJPEG_NO_ROOM;
    case JERR_IMAGE_TOO_BIG:
    case JERR_WIDTH_OVERFLOW:
    case JERR_NO_BACKING_STORE: return CJPEG_TOO_LARGE;
    case JERR_SOF_UNSUPPORTED:
    case JERR_BAD_PRECISION:
    case JERR_COMPONENT_COUNT:
    case JERR_CONVERSION_NOTIMPL:
    case JERR_NOT_COMPILED:
    case JERR_CCIR601_NOTIMPL: return CJPEG_UNSUPPORTED;
    default: return CJPEG_DAMAGED;
  }
}

/// Ends a picture that consists of ever more scans.
static void count_scans(j_common_ptr library) {
  cjpeg_picture *picture = library->client_data;
  if (picture->source.input_scan_number > picture->scans)
    ERREXIT(library, JERR_IMAGE_TOO_BIG);
}

// MARK: Coefficients in memory

/// libjpeg's own arrays come in small pages, each zeroed on first touch: a tenth of all the time a
/// large picture takes. These are zero from the kernel, in large pages where it has them.
static jvirt_barray_ptr request_array(j_common_ptr library, int pool, boolean zeroed,
                                      JDIMENSION columns, JDIMENSION rows, JDIMENSION most) {
  (void)zeroed, (void)most;
  cjpeg_picture *picture = library->client_data;
  size_t row = columns * sizeof(JBLOCK), size = row * rows;
  if (picture->array_count == CJPEG_COMPONENTS) ERREXIT(library, JERR_COMPONENT_COUNT);
  if (size > picture->memory) ERREXIT(library, JERR_NO_BACKING_STORE);
  JBLOCKROW *places = library->mem->alloc_large(library, pool, rows * sizeof *places);
  void *pages = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (pages == MAP_FAILED) ERREXIT1(library, JERR_OUT_OF_MEMORY, 0);
  madvise(pages, size, MADV_HUGEPAGE);
  picture->memory -= size;
  for (JDIMENSION y = 0; y < rows; y++) places[y] = (JBLOCKROW)((char *)pages + y * row);
  struct jvirt_barray_control *array = picture->arrays + picture->array_count++;
  *array = (struct jvirt_barray_control){places, rows, columns, pages, size};
  return array;
}

static JBLOCKARRAY access_array(j_common_ptr library, jvirt_barray_ptr array, JDIMENSION first,
                                JDIMENSION count, boolean writable) {
  (void)writable;
  if (first > array->count || count > array->count - first)
    ERREXIT(library, JERR_BAD_VIRTUAL_ACCESS);
  return array->rows + first;
}

// MARK: Reading

static cjpeg_colour colour_of(J_COLOR_SPACE space) {
  switch (space) {
    case JCS_GRAYSCALE: return CJPEG_COLOUR_GRAY;
    case JCS_RGB: return CJPEG_COLOUR_RGB;
    case JCS_YCbCr: return CJPEG_COLOUR_YCC;
    case JCS_CMYK: return CJPEG_COLOUR_CMYK;
    case JCS_YCCK: return CJPEG_COLOUR_YCCK;
    default: return CJPEG_COLOUR_OTHER;
  }
}

/// True when every coefficient of every component came with its last bit.
static bool is_complete(const struct jpeg_decompress_struct *source) {
  if (!source->progressive_mode || source->coef_bits == NULL) return true;
  for (int component = 0; component < source->num_components; component++)
    for (int index = 0; index < DCTSIZE2; index++)
      if (source->coef_bits[component][index] != 0) return false;
  return true;
}

/// The table of a component, also of one that no scan brought.
static const JQUANT_TBL *table_of(const struct jpeg_decompress_struct *source, int index) {
  const jpeg_component_info *component = source->comp_info + index;
  if (component->quant_table != NULL) return component->quant_table;
  int number = component->quant_tbl_no;
  if (number < 0 || number >= NUM_QUANT_TBLS || source->quant_tbl_ptrs[number] == NULL)
    ERREXIT(source, JERR_NO_QUANT_TABLE);
  return source->quant_tbl_ptrs[number];
}

static void describe(const struct jpeg_decompress_struct *source, cjpeg_info *info) {
  memset(info, 0, sizeof *info);
  info->width = (int32_t)source->image_width;
  info->height = (int32_t)source->image_height;
  info->components = source->num_components;
  info->colour = colour_of(source->jpeg_color_space);
  info->progressive = source->progressive_mode;
  info->arithmetic = source->arith_code;
  info->adobe = source->saw_Adobe_marker;
  info->warnings = source->err->num_warnings;
  info->oddities = ((const failure *)source->err)->oddities;
  info->complete = is_complete(source);
  for (int index = 0; index < source->num_components; index++) {
    const jpeg_component_info *from = source->comp_info + index;
    cjpeg_component *to = info->component + index;
    to->horizontal = from->h_samp_factor;
    to->vertical = from->v_samp_factor;
    to->width = (int32_t)from->downsampled_width;
    to->height = (int32_t)from->downsampled_height;
    to->columns = (int32_t)from->width_in_blocks;
    to->rows = (int32_t)from->height_in_blocks;
    const JQUANT_TBL *table = table_of(source, index);
    for (int step = 0; step < DCTSIZE2; step++) {
      if (table->quantval[step] == 0) ERREXIT(source, JERR_NO_QUANT_TABLE);
      to->quantisation[step] = table->quantval[step];
    }
  }
}

cjpeg_status cjpeg_read(const uint8_t *bytes, size_t count, int32_t scans, size_t memory,
                        cjpeg_picture **picture, cjpeg_info *info) {
  cjpeg_picture *reading = calloc(1, sizeof *reading);
  *picture = NULL;
  if (reading == NULL) return CJPEG_OUT_OF_MEMORY;
  struct jpeg_decompress_struct *source = &reading->source;
  source->err = prepare(&reading->failure);
  if (setjmp(reading->failure.back)) {
    cjpeg_status status = status_of(&reading->failure);
    cjpeg_free(reading);
    return status;
  }
  jpeg_create_decompress(source);
  source->client_data = reading;
  source->mem->request_virt_barray = request_array;
  source->mem->access_virt_barray = access_array;
  reading->memory = memory;
  reading->scans = scans;
  reading->progress.progress_monitor = count_scans;
  source->progress = &reading->progress;
  jpeg_mem_src(source, bytes, (unsigned long)count);
  jpeg_read_header(source, TRUE);
  if (source->num_components > CJPEG_COMPONENTS) ERREXIT(source, JERR_COMPONENT_COUNT);
  reading->coefficients = jpeg_read_coefficients(source);
  describe(source, info);
  *picture = reading;
  return CJPEG_OK;
}

int16_t *cjpeg_row(cjpeg_picture *picture, int32_t component, int32_t row) {
  const struct jpeg_decompress_struct *source = &picture->source;
  if (component < 0 || component >= source->num_components) return NULL;
  if (row < 0 || row >= (int32_t)source->comp_info[component].height_in_blocks) return NULL;
  return &picture->coefficients[component]->rows[row][0][0];
}

void cjpeg_free(cjpeg_picture *picture) {
  if (picture == NULL) return;
  // Destroying frees memory and cannot fail.
  jpeg_destroy_decompress(&picture->source);
  for (int index = 0; index < picture->array_count; index++)
    munmap(picture->arrays[index].pages, picture->arrays[index].size);
  free(picture);
}

// MARK: Writing

static void begin(j_compress_ptr target) { (void)target; }

/// The room given is all there is.
static boolean refuse(j_compress_ptr target) {
  ERREXIT(target, JERR_FILE_WRITE);
  return FALSE;
}

static void end(j_compress_ptr target) { (void)target; }

/// Frame header and quantisation tables as they were, each table once; everything else the
/// library's own constants.
static void copy_frame(const struct jpeg_decompress_struct *source, j_compress_ptr target) {
  target->image_width = source->image_width;
  target->image_height = source->image_height;
  target->input_components = source->num_components;
  target->in_color_space = source->jpeg_color_space;
  jpeg_set_defaults(target);
  jpeg_set_colorspace(target, source->jpeg_color_space);
  target->num_components = source->num_components;
  int tables = 0;
  for (int index = 0; index < source->num_components; index++) {
    const jpeg_component_info *from = source->comp_info + index;
    jpeg_component_info *to = target->comp_info + index;
    to->component_id = from->component_id;
    to->h_samp_factor = from->h_samp_factor;
    to->v_samp_factor = from->v_samp_factor;
    const JQUANT_TBL *table = table_of(source, index);
    int slot = 0;
    while (slot < tables && memcmp(target->quant_tbl_ptrs[slot]->quantval, table->quantval,
                                   sizeof(UINT16) * DCTSIZE2))
      slot++;
    if (slot == tables) {
      if (target->quant_tbl_ptrs[slot] == NULL)
        target->quant_tbl_ptrs[slot] = jpeg_alloc_quant_table((j_common_ptr)target);
      memcpy(target->quant_tbl_ptrs[slot]->quantval, table->quantval,
             sizeof(UINT16) * DCTSIZE2);
      target->quant_tbl_ptrs[slot]->sent_table = FALSE;
      tables++;
    }
    to->quant_tbl_no = slot;
  }
}

/// The resolution is kept; CMYK carries APP14 only where it did, because its presence inverts the
/// colours for many readers.
static void settle_header(const struct jpeg_decompress_struct *source, j_compress_ptr target) {
  target->JFIF_major_version = 1;
  target->JFIF_minor_version = 1;
  if (source->saw_JFIF_marker) {
    target->density_unit = source->density_unit > 2 ? 0 : source->density_unit;
    target->X_density = source->X_density;
    target->Y_density = source->Y_density;
  }
  if (target->jpeg_color_space == JCS_CMYK)
    target->write_Adobe_marker = source->saw_Adobe_marker;
}

static int blocks_in_unit(const struct jpeg_decompress_struct *source) {
  int blocks = 0;
  for (int index = 0; index < source->num_components; index++)
    blocks += source->comp_info[index].h_samp_factor * source->comp_info[index].v_samp_factor;
  return source->num_components == 1 ? 1 : blocks;
}

/// One scan for each component, or a DC and an AC scan each: for units too large to interleave.
static int separate_scans(j_compress_ptr target, bool progressive, jpeg_scan_info *scans) {
  int count = 0;
  for (int component = 0; component < target->num_components; component++) {
    jpeg_scan_info scan = {1, {component}, 0, progressive ? 0 : DCTSIZE2 - 1, 0, 0};
    scans[count++] = scan;
    if (!progressive) continue;
    scan.Ss = 1;
    scan.Se = DCTSIZE2 - 1;
    scans[count++] = scan;
  }
  return count;
}

/// Everything a write needs, on the heap: automatic variables are not reliable after a longjmp.
typedef struct {
  struct jpeg_compress_struct target;
  failure failure;
  struct jpeg_destination_mgr to;
  jpeg_scan_info scans[2 * CJPEG_COMPONENTS];
  bool clamps;
} writing;

enum { MOST = 1023 };  // of a level; a mean, level 0 of a block, may also be one less than -MOST

static JCOEF clamped(JCOEF level, JCOEF least) {
  return level < least ? least : level > MOST ? MOST : level;
}

/// Takes only levels that 8-bit samples can have. Codes end there: the library would write others
/// as something else.
static void check_levels(j_common_ptr library, JCOEF *levels, size_t count) {
  JCOEF least = 0, most = 0;
  for (size_t index = 0; index < count; index++) {
    least = levels[index] < least ? levels[index] : least;
    most = levels[index] > most ? levels[index] : most;
  }
  if (least >= -MOST && most <= MOST) return;
  for (size_t index = 0; index < count; index++) {
    JCOEF level = clamped(levels[index], index % DCTSIZE2 == 0 ? -MOST - 1 : -MOST);
    if (level == levels[index]) continue;
    if (!((const writing *)library->client_data)->clamps) ERREXIT(library, JERR_BAD_DCT_COEF);
    levels[index] = level;
  }
}

/// Rows on their way to the encoder, checked while they are near.
static JBLOCKARRAY access_checked(j_common_ptr library, jvirt_barray_ptr array, JDIMENSION first,
                                  JDIMENSION count, boolean writable) {
  JBLOCKARRAY rows = access_array(library, array, first, count, writable);
  for (JDIMENSION row = 0; row < count; row++)
    check_levels(library, rows[row][0], (size_t)array->columns * DCTSIZE2);
  return rows;
}

static void choose_process(writing *writing, const cjpeg_picture *picture,
                           const cjpeg_plan *plan) {
  j_compress_ptr target = &writing->target;
  target->arith_code = plan->arithmetic;
  target->optimize_coding = plan->optimised && !plan->arithmetic;
  if (blocks_in_unit(&picture->source) > C_MAX_BLOCKS_IN_MCU) {
    target->num_scans = separate_scans(target, plan->progressive, writing->scans);
    target->scan_info = writing->scans;
  } else if (plan->progressive) {
    jpeg_simple_progression(target);
  }
}

static void write_picture(writing *writing, cjpeg_picture *picture, const cjpeg_plan *plan) {
  j_compress_ptr target = &writing->target;
  jpeg_create_compress(target);
  target->client_data = writing;
  target->mem->access_virt_barray = access_checked;
  writing->clamps = plan->clamps;
  target->dest = &writing->to;
  copy_frame(&picture->source, target);
  settle_header(&picture->source, target);
  choose_process(writing, picture, plan);
  jpeg_write_coefficients(target, picture->coefficients);
  for (size_t index = 0; index < plan->segment_count; index++)
    jpeg_write_marker(target, plan->segments[index].marker, plan->segments[index].bytes,
                      plan->segments[index].count);
  jpeg_finish_compress(target);
}

static cjpeg_status finish(writing *writing, cjpeg_status status) {
  jpeg_destroy_compress(&writing->target);
  free(writing);
  return status;
}

cjpeg_status cjpeg_write(cjpeg_picture *picture, const cjpeg_plan *plan, uint8_t *bytes,
                         size_t capacity, size_t *count) {
  *count = 0;
  writing *writing = calloc(1, sizeof *writing);
  if (writing == NULL) return CJPEG_OUT_OF_MEMORY;
  writing->to.next_output_byte = bytes;
  writing->to.free_in_buffer = capacity;
  writing->to.init_destination = begin;
  writing->to.empty_output_buffer = refuse;
  writing->to.term_destination = end;
  writing->target.err = prepare(&writing->failure);
  if (setjmp(writing->failure.back)) return finish(writing, status_of(&writing->failure));
  write_picture(writing, picture, plan);
  *count = capacity - writing->to.free_in_buffer;
  return finish(writing, CJPEG_OK);
}
