#include "CPictureFixtures.h"

#include <stdlib.h>
#include <string.h>

#include <libheif/heif.h>
#include <tiffio.h>
#include <webp/encode.h>
#include <webp/mux.h>

// MARK: HEIC and AVIF

typedef struct {
  uint8_t *bytes;
  size_t capacity, count;
} room;

static struct heif_error keep(struct heif_context *context, const void *data, size_t size,
                              void *user) {
  (void)context;
  room *room = user;
  struct heif_error done = {heif_error_Ok, heif_suberror_Unspecified, ""};
  if (size > room->capacity) done.code = heif_error_Encoding_error;
  else memcpy(room->bytes, data, room->count = size);
  return done;
}

static struct heif_image *image_of(const cfixture_source *picture) {
  bool alpha = picture->channels == 4, deep = picture->bits > 8;
  enum heif_chroma chroma =
      deep ? (alpha ? heif_chroma_interleaved_RRGGBBAA_LE : heif_chroma_interleaved_RRGGBB_LE)
           : (alpha ? heif_chroma_interleaved_RGBA : heif_chroma_interleaved_RGB);
  struct heif_image *image = NULL;
  heif_image_create(picture->width, picture->height, heif_colorspace_RGB, chroma, &image);
  heif_image_add_plane(
      image, heif_channel_interleaved, picture->width, picture->height, picture->bits);
  int stride = 0;
  uint8_t *rows = heif_image_get_plane(image, heif_channel_interleaved, &stride);
  size_t row = (size_t)picture->width * (size_t)picture->channels * (deep ? 2 : 1);
  for (int y = 0; y < picture->height; y++)
    memcpy(rows + y * stride, (const uint8_t *)picture->samples + (size_t)y * row, row);
  return image;
}

size_t cfixture_heif_encode(const cfixture_source *picture, bool av1, uint8_t *bytes,
                            size_t capacity) {
  struct heif_context *context = heif_context_alloc();
  struct heif_encoder *encoder = NULL;
  struct heif_image_handle *handle = NULL, *other = NULL;
  room room = {bytes, capacity, 0};
  heif_context_get_encoder_for_format(
      context, av1 ? heif_compression_AV1 : heif_compression_HEVC, &encoder);
  if (!encoder) return 0;
  heif_encoder_set_lossless(encoder, picture->lossless);
  heif_encoder_set_lossy_quality(encoder, 90);
  heif_encoder_set_parameter_string(encoder, "chroma", picture->lossless ? "444" : "420");
  if (av1) heif_encoder_set_parameter_integer(encoder, "speed", 9);
  else heif_encoder_set_parameter_string(encoder, "preset", "ultrafast");
  struct heif_image *image = image_of(picture);
  struct heif_encoding_options *options = heif_encoding_options_alloc();
  struct heif_color_profile_nclx *colours = heif_nclx_color_profile_alloc();
  if (picture->transfer)
    heif_nclx_color_profile_set_transfer_characteristics(colours, (uint16_t)picture->transfer);
  if (picture->lossless) colours->matrix_coefficients = heif_matrix_coefficients_RGB_GBR;
  options->output_nclx_profile = colours;
  options->macOS_compatibility_workaround_no_nclx_profile = 0;
  heif_image_set_nclx_color_profile(image, colours);
  options->image_orientation =
      picture->orientation ? (enum heif_orientation)picture->orientation : heif_orientation_normal;
  struct heif_error error = heif_context_encode_image(context, image, encoder, options, &handle);
  if (error.code == heif_error_Ok) {
    if (picture->exif)
      heif_context_add_exif_metadata(context, handle, picture->exif, (int)picture->exif_count);
    struct heif_image_handle *thumbnail = NULL;
    if (picture->thumbnail)
      heif_context_encode_thumbnail(context, image, handle, encoder, options, 32, &thumbnail);
    if (thumbnail) heif_image_handle_release(thumbnail);
    if (picture->second) heif_context_encode_image(context, image, encoder, options, &other);
    heif_context_set_primary_image(context, handle);
    struct heif_writer writer = {1, keep};
    heif_context_write(context, &writer, &room);
  }
  if (other) heif_image_handle_release(other);
  if (handle) heif_image_handle_release(handle);
  heif_image_release(image);
  heif_nclx_color_profile_free(colours);
  heif_encoding_options_free(options);
  heif_encoder_release(encoder);
  heif_context_free(context);
  return room.count;
}

// MARK: WebP

size_t cfixture_webp_encode(const cfixture_source *picture, uint8_t *bytes, size_t capacity) {
  WebPConfig config;
  WebPPicture coded;
  WebPMemoryWriter writer;
  if (!WebPConfigInit(&config) || !WebPPictureInit(&coded)) return 0;
  WebPMemoryWriterInit(&writer);
  config.lossless = picture->lossless;
  config.exact = 1;
  config.method = 0;
  coded.use_argb = picture->lossless;
  coded.width = picture->width;
  coded.height = picture->height;
  coded.writer = WebPMemoryWrite;
  coded.custom_ptr = &writer;
  int row = picture->width * picture->channels;
  int made = picture->channels == 4 ? WebPPictureImportRGBA(&coded, picture->samples, row)
                                    : WebPPictureImportRGB(&coded, picture->samples, row);
  made = made && WebPEncode(&config, &coded);
  WebPPictureFree(&coded);
  WebPData data = {writer.mem, writer.size}, whole = {NULL, 0};
  if (made && picture->exif) {
    WebPMux *mux = WebPMuxCreate(&data, 1);
    WebPData exif = {picture->exif, picture->exif_count};
    made = WebPMuxSetChunk(mux, "EXIF", &exif, 1) == WEBP_MUX_OK
           && WebPMuxAssemble(mux, &whole) == WEBP_MUX_OK;
    WebPMuxDelete(mux);
    data = whole;
  }
  size_t count = made && data.size <= capacity ? data.size : 0;
  if (count) memcpy(bytes, data.bytes, count);
  WebPDataClear(&whole);
  WebPMemoryWriterClear(&writer);
  return count;
}

// MARK: TIFF

typedef struct {
  uint8_t *bytes;
  size_t capacity, count, place;
} file;

static tmsize_t read_file(thandle_t handle, void *into, tmsize_t size) {
  file *file = handle;
  size_t left = file->count > file->place ? file->count - file->place : 0;
  size_t taken = (size_t)size < left ? (size_t)size : left;
  memcpy(into, file->bytes + file->place, taken);
  file->place += taken;
  return (tmsize_t)taken;
}

static tmsize_t write_file(thandle_t handle, void *from, tmsize_t size) {
  file *file = handle;
  if (file->place + (size_t)size > file->capacity) return 0;
  memcpy(file->bytes + file->place, from, (size_t)size);
  file->place += (size_t)size;
  if (file->place > file->count) file->count = file->place;
  return size;
}

static toff_t seek_file(thandle_t handle, toff_t offset, int from) {
  file *file = handle;
  size_t base = from == SEEK_SET ? 0 : from == SEEK_CUR ? file->place : file->count;
  return file->place = base + offset;
}

static int close_file(thandle_t handle) { return handle ? 0 : -1; }
static toff_t size_file(thandle_t handle) { return ((file *)handle)->count; }

static void write_page(TIFF *to, const cfixture_source *picture, int page) {
  bool colour = picture->channels >= 3, alpha = picture->channels % 2 == 0;
  uint16_t unassociated = EXTRASAMPLE_UNASSALPHA;
  TIFFSetField(to, TIFFTAG_IMAGEWIDTH, picture->width);
  TIFFSetField(to, TIFFTAG_IMAGELENGTH, picture->height);
  TIFFSetField(to, TIFFTAG_BITSPERSAMPLE, picture->bits);
  TIFFSetField(to, TIFFTAG_SAMPLESPERPIXEL, picture->channels);
  TIFFSetField(to, TIFFTAG_PHOTOMETRIC, colour ? PHOTOMETRIC_RGB : PHOTOMETRIC_MINISBLACK);
  TIFFSetField(to, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
  TIFFSetField(to, TIFFTAG_COMPRESSION, COMPRESSION_LZW);
  TIFFSetField(to, TIFFTAG_ARTIST, "PLANTED");
  if (alpha) TIFFSetField(to, TIFFTAG_EXTRASAMPLES, 1, &unassociated);
  if (picture->orientation) TIFFSetField(to, TIFFTAG_ORIENTATION, picture->orientation);
  size_t row = (size_t)picture->width * (size_t)picture->channels * (size_t)picture->bits / 8;
  uint8_t *line = malloc(row);
  for (int y = 0; y < picture->height; y++) {
    memcpy(line, (const uint8_t *)picture->samples + (size_t)y * row, row);
    for (size_t index = 0; index < row; index++) line[index] = (uint8_t)(line[index] + 10 * page);
    TIFFWriteScanline(to, line, (uint32_t)y, 0);
  }
  free(line);
}

size_t cfixture_tiff_encode(const cfixture_source *picture, uint8_t *bytes, size_t capacity) {
  file room = {bytes, capacity, 0, 0};
  TIFF *to = TIFFClientOpen(
      "fixture", "wm", &room, read_file, write_file, seek_file, close_file, size_file, NULL, NULL);
  if (!to) return 0;
  int pages = picture->pages > 0 ? picture->pages : 1;
  for (int page = 0; page < pages; page++) {
    write_page(to, picture, page);
    if (pages > 1) TIFFWriteDirectory(to);
  }
  TIFFClose(to);
  return room.count;
}
