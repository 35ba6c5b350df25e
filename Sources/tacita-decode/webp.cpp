#include <memory>

#include <webp/decode.h>
#include <webp/demux.h>

#include "Decode.h"

namespace decode {
namespace {

struct Freed {
  void operator()(WebPDemuxer *it) const { WebPDemuxDelete(it); }
};

/// What the chunk of a name holds; empty when there is none.
WebPData chunk(const WebPDemuxer *file, const char *name) {
  WebPChunkIterator found;
  if (!WebPDemuxGetChunk(file, name, 1, &found)) return {nullptr, 0};
  WebPData data = found.chunk;
  WebPDemuxReleaseChunkIterator(&found);
  return data;
}

void take_metadata(const WebPDemuxer *file, Picture &picture) {
  WebPData profile = chunk(file, "ICCP"), exif = chunk(file, "EXIF"), xmp = chunk(file, "XMP ");
  if (profile.size > 0) picture.removed.push_back({Removal::profile, uint32_t(profile.size)});
  if (profile.size > 0 && profile.size <= most_profile)
    picture.profile.assign(profile.bytes, profile.bytes + profile.size);
  if (exif.size > 0) take_exif(picture, exif.bytes, exif.size);
  if (xmp.size > 0) picture.removed.push_back({Removal::xmp, uint32_t(xmp.size)});
}

}  // namespace

void decode_webp(const helper_request &request, Picture &picture) {
  if (request.detail > 1) throw Refusal{Outcome::no_such_page, 1};
  WebPBitstreamFeatures features;
  if (WebPGetFeatures(request.bytes, request.count, &features) != VP8_STATUS_OK)
    throw Refusal{Outcome::damaged};
  if (features.has_animation) throw Refusal{Outcome::animated};
  WebPData data = {request.bytes, request.count};
  std::unique_ptr<WebPDemuxer, Freed> file(WebPDemux(&data));
  if (!file) throw Refusal{Outcome::damaged};
  take_metadata(file.get(), picture);

  picture.channels = features.has_alpha ? 4 : 3;
  if (features.width <= 0 || features.height <= 0) throw Refusal{Outcome::damaged};
  make_room(picture, uint64_t(features.width), uint64_t(features.height));
  int stride = int(picture.width * picture.channels);
  auto into = features.has_alpha ? WebPDecodeRGBAInto : WebPDecodeRGBInto;
  if (!into(
          request.bytes, request.count, picture.samples.data(), picture.samples.size(), stride))
    throw Refusal{Outcome::damaged};
}

}  // namespace decode
