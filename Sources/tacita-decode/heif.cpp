#include <cstring>
#include <memory>

#include <libheif/heif.h>

#include "Decode.h"

namespace decode {
namespace {

struct Freed {
  void operator()(heif_context *it) const { heif_context_free(it); }
  void operator()(heif_image_handle *it) const { heif_image_handle_release(it); }
  void operator()(heif_image *it) const { heif_image_release(it); }
  void operator()(heif_decoding_options *it) const { heif_decoding_options_free(it); }
  void operator()(heif_color_profile_nclx *it) const { heif_nclx_color_profile_free(it); }
};
template <typename Thing> using Owned = std::unique_ptr<Thing, Freed>;

void check(const heif_error &error) {
  if (error.code == heif_error_Ok) return;
  if (error.code == heif_error_Memory_allocation_error) throw Refusal{Outcome::too_large};
  if (error.code == heif_error_Unsupported_feature || error.code == heif_error_Unsupported_filetype)
    throw Refusal{Outcome::unsupported};
  throw Refusal{Outcome::damaged};
}

void take_colours(const heif_image_handle *handle, Picture &picture) {
  size_t size = heif_image_handle_get_raw_color_profile_size(handle);
  if (size > 0 && size <= most_profile) {
    picture.profile.resize(size);
    check(heif_image_handle_get_raw_color_profile(handle, picture.profile.data()));
    picture.removed.push_back({Removal::profile, uint32_t(size)});
  }
  heif_color_profile_nclx *told = nullptr;
  if (heif_image_handle_get_nclx_color_profile(handle, &told).code != heif_error_Ok) return;
  Owned<heif_color_profile_nclx> owned(told);
  picture.primaries = uint32_t(told->color_primaries);
  picture.transfer = uint32_t(told->transfer_characteristics);
}

void take_metadata(const heif_image_handle *handle, Picture &picture) {
  int count = heif_image_handle_get_number_of_metadata_blocks(handle, nullptr);
  std::vector<heif_item_id> blocks(size_t(count > 0 ? count : 0));
  count = heif_image_handle_get_list_of_metadata_block_IDs(handle, nullptr, blocks.data(), count);
  for (int index = 0; index < count && index < 1000; index++) {
    heif_item_id block = blocks[size_t(index)];
    size_t size = heif_image_handle_get_metadata_size(handle, block);
    std::string type = heif_image_handle_get_metadata_type(handle, block);
    const char *content = heif_image_handle_get_metadata_content_type(handle, block);
    if (type == "Exif" && size <= 2 * most_exif) {
      std::vector<uint8_t> bytes(size);
      check(heif_image_handle_get_metadata(handle, block, bytes.data()));
      take_exif(picture, bytes.data(), size);
    } else {
      bool xmp = content && !strcmp(content, "application/rdf+xml");
      picture.removed.push_back({xmp ? Removal::xmp : Removal::other, uint32_t(size)});
    }
  }
}

void count(int number, Removal kind, Picture &picture) {
  for (int index = 0; index < number && index < 1000; index++)
    picture.removed.push_back({kind, 0});
}

}  // namespace

/// The primary image alone, turned and mirrored as the file says, in 8 bits.
void decode_heif(const helper_request &request, Picture &picture) {
  if (request.detail > 1) throw Refusal{Outcome::no_such_page, 1};
  Owned<heif_context> context(heif_context_alloc());
  if (!context) throw Refusal{Outcome::too_large};
  heif_context_set_max_decoding_threads(context.get(), 0);
  check(heif_context_read_from_memory_without_copy(
      context.get(), request.bytes, request.count, nullptr));
  heif_image_handle *primary = nullptr;
  check(heif_context_get_primary_image_handle(context.get(), &primary));
  Owned<heif_image_handle> handle(primary);

  bool alpha = heif_image_handle_has_alpha_channel(primary);
  picture.channels = alpha ? 4 : 3;
  picture.own_bits = uint32_t(heif_image_handle_get_luma_bits_per_pixel(primary));
  make_room(
      picture, uint64_t(heif_image_handle_get_width(primary)),
      uint64_t(heif_image_handle_get_height(primary)));
  take_colours(primary, picture);
  take_metadata(primary, picture);
  count(heif_image_handle_get_number_of_thumbnails(primary), Removal::thumbnail, picture);
  int depths = heif_image_handle_get_number_of_depth_images(primary);
  count(depths, Removal::depth_map, picture);
  int auxiliary = heif_image_handle_get_number_of_auxiliary_images(
      primary, LIBHEIF_AUX_IMAGE_FILTER_OMIT_ALPHA | LIBHEIF_AUX_IMAGE_FILTER_OMIT_DEPTH);
  count(auxiliary, Removal::auxiliary, picture);
  count(
      heif_context_get_number_of_top_level_images(context.get()) - 1, Removal::second_picture,
      picture);

  Owned<heif_decoding_options> options(heif_decoding_options_alloc());
  if (!options) throw Refusal{Outcome::too_large};
  options->convert_hdr_to_8bit = 1;
  options->strict_decoding = 1;
  heif_image *decoded = nullptr;
  check(heif_decode_image(
      primary, &decoded, heif_colorspace_RGB,
      alpha ? heif_chroma_interleaved_RGBA : heif_chroma_interleaved_RGB, options.get()));
  Owned<heif_image> image(decoded);
  // The coded picture may be of another size than the file told.
  int width = heif_image_get_width(decoded, heif_channel_interleaved);
  int height = heif_image_get_height(decoded, heif_channel_interleaved);
  int stride = 0;
  const uint8_t *rows = heif_image_get_plane_readonly(decoded, heif_channel_interleaved, &stride);
  if (!rows || width <= 0 || height <= 0) throw Refusal{Outcome::damaged};
  make_room(picture, uint64_t(width), uint64_t(height));
  size_t row = size_t(picture.width) * picture.channels;
  if (stride < 0 || size_t(stride) < row) throw Refusal{Outcome::damaged};
  for (size_t y = 0; y < picture.height; y++)
    memcpy(picture.samples.data() + y * row, rows + y * size_t(stride), row);
}

}  // namespace decode
