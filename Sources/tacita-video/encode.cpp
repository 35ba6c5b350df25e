#include <cstdio>
#include <cstring>
#include <memory>

#include <endian.h>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavcodec/bsf.h>
#include <libavformat/avformat.h>
#include <libavutil/opt.h>
}

#include "Video.h"

namespace video {
namespace {

uint32_t number() {
  uint32_t bytes;
  if (!helper_read(&bytes, sizeof bytes)) throw Refusal{Outcome::damaged};
  return be32toh(bytes);
}

/// A file in memory that can be written anywhere.
struct Memory {
  std::vector<uint8_t> bytes;
  size_t place = 0;
};

int write_memory(void *handle, uint8_t *from, int count) {
  auto *memory = static_cast<Memory *>(handle);
  size_t end = memory->place + size_t(count);
  if (end > most_output) return AVERROR(ENOMEM);
  if (end > memory->bytes.size()) memory->bytes.resize(end);
  memcpy(memory->bytes.data() + memory->place, from, size_t(count));
  memory->place = end;
  return count;
}

int64_t seek_memory(void *handle, int64_t offset, int from) {
  auto *memory = static_cast<Memory *>(handle);
  if (from & AVSEEK_SIZE) return int64_t(memory->bytes.size());
  int64_t base = from == SEEK_CUR ? int64_t(memory->place)
                 : from == SEEK_END ? int64_t(memory->bytes.size())
                                    : 0;
  if (base + offset < 0) return AVERROR(EINVAL);
  memory->place = size_t(base + offset);
  return base + offset;
}

struct Freed {
  void operator()(AVIOContext *it) const {
    av_freep(&it->buffer);
    avio_context_free(&it);
  }
  void operator()(AVFormatContext *it) const { avformat_free_context(it); }
  void operator()(AVCodecContext *it) const { avcodec_free_context(&it); }
  void operator()(AVBSFContext *it) const { av_bsf_free(&it); }
  void operator()(AVPacket *it) const { av_packet_free(&it); }
  void operator()(AVFrame *it) const { av_frame_free(&it); }
};
template <typename Thing> using Owned = std::unique_ptr<Thing, Freed>;

/// Writes H.264 in MP4 that says how to show it, and nothing else.
class Writer {
 public:
  explicit Writer(const Head &head) : head_(head) {
    open_codec();
    open_filter();
    open_file();
  }

  void add(int64_t time, int64_t length, const std::vector<uint8_t> &planes) {
    Owned<AVFrame> frame(av_frame_alloc());
    if (!frame) throw Refusal{Outcome::too_large};
    frame->format = AV_PIX_FMT_YUV420P;
    frame->width = int(head_.width);
    frame->height = int(head_.height);
    check(av_frame_get_buffer(frame.get(), 0));
    const uint8_t *from = planes.data();
    for (int plane = 0; plane < 3; plane++) {
      size_t width = plane ? head_.width / 2 : head_.width;
      for (size_t y = 0; y < (plane ? head_.height / 2 : head_.height); y++, from += width)
        memcpy(frame->data[plane] + ptrdiff_t(y) * frame->linesize[plane], from, width);
    }
    frame->pts = time;
    length_ = length;
    check(avcodec_send_frame(codec_.get(), frame.get()));
    take_packets();
  }

  std::vector<uint8_t> finish() {
    check(avcodec_send_frame(codec_.get(), nullptr));
    take_packets();
    check(av_bsf_send_packet(filter_.get(), nullptr));
    pass_packets();
    check(av_write_trailer(format_.get()));
    avio_flush(io_.get());
    return std::move(memory_.bytes);
  }

 private:
  Head head_;
  Memory memory_;
  Owned<AVIOContext> io_;
  Owned<AVFormatContext> format_;
  Owned<AVCodecContext> codec_;
  Owned<AVBSFContext> filter_;
  AVStream *stream_ = nullptr;
  int64_t length_ = 1;  // of the latest frame: only the last one's counts

  AVRational step() const { return {int(head_.unit), int(head_.units)}; }
  AVRational sample() const { return {int(head_.wide), int(head_.wide ? head_.high : 1)}; }

  void open_codec() {
    const AVCodec *codec = avcodec_find_encoder_by_name("libx264");
    if (!codec) throw Refusal{Outcome::unsupported};
    codec_.reset(avcodec_alloc_context3(codec));
    if (!codec_) throw Refusal{Outcome::too_large};
    codec_->width = int(head_.width);
    codec_->height = int(head_.height);
    codec_->pix_fmt = AV_PIX_FMT_YUV420P;
    codec_->time_base = step();
    codec_->framerate = {int(head_.rate), int(head_.rate_below)};
    codec_->sample_aspect_ratio = sample();
    codec_->color_primaries = AVColorPrimaries(head_.primaries);
    codec_->color_trc = AVColorTransferCharacteristic(head_.transfer);
    codec_->colorspace = AVColorSpace(head_.matrix);
    codec_->color_range = head_.full ? AVCOL_RANGE_JPEG : AVCOL_RANGE_MPEG;
    codec_->flags |= AV_CODEC_FLAG_GLOBAL_HEADER | AV_CODEC_FLAG_BITEXACT;
    // The same number on every machine, because the result depends on it.
    codec_->thread_count = 2;
    char rate[64];
    snprintf(rate, sizeof rate, "fps=%u/%u", head_.rate, head_.rate_below);
    AVDictionary *words = nullptr;
    av_dict_set(&words, "preset", "veryfast", 0);
    av_dict_set(&words, "crf", "20", 0);
    av_dict_set(&words, "x264-params", rate, 0);
    int result = avcodec_open2(codec_.get(), codec, &words);
    av_dict_free(&words);
    check(result, Outcome::unsupported);
  }

  /// x264 writes what it is and how it was told to code into the clip: this takes it out.
  void open_filter() {
    const AVBitStreamFilter *kind = av_bsf_get_by_name("filter_units");
    AVBSFContext *filter = nullptr;
    if (!kind) throw Refusal{Outcome::unsupported};
    check(av_bsf_alloc(kind, &filter));
    filter_.reset(filter);
    check(av_opt_set(filter->priv_data, "remove_types", "6", 0));
    check(avcodec_parameters_from_context(filter->par_in, codec_.get()));
    filter->time_base_in = codec_->time_base;
    check(av_bsf_init(filter));
  }

  void open_file() {
    AVFormatContext *format = nullptr;
    check(avformat_alloc_output_context2(&format, nullptr, "mp4", nullptr));
    format_.reset(format);
    auto *buffer = static_cast<unsigned char *>(av_malloc(1 << 16));
    io_.reset(avio_alloc_context(
        buffer, 1 << 16, 1, &memory_, nullptr, write_memory, seek_memory));
    if (!io_) throw Refusal{Outcome::too_large};
    format->pb = io_.get();
    format->flags |= AVFMT_FLAG_BITEXACT | AVFMT_FLAG_CUSTOM_IO;
    stream_ = avformat_new_stream(format, nullptr);
    if (!stream_) throw Refusal{Outcome::too_large};
    check(avcodec_parameters_copy(stream_->codecpar, filter_->par_out));
    stream_->codecpar->codec_tag = 0;
    stream_->time_base = step();
    stream_->sample_aspect_ratio = sample();
    stream_->avg_frame_rate = codec_->framerate;
    turn();
    AVDictionary *words = nullptr;
    av_dict_set_int(&words, "video_track_timescale", head_.units, 0);
    int result = avformat_write_header(format, &words);
    av_dict_free(&words);
    check(result);
  }

  /// Says how frames are turned to be seen.
  void turn() {
    if (head_.orientation == 1) return;
    int w = int(head_.width), h = int(head_.height);
    const int turns[8][6] = {{1, 0, 0, 1, 0, 0},   {-1, 0, 0, 1, w, 0}, {-1, 0, 0, -1, w, h},
                             {1, 0, 0, -1, 0, h},  {0, 1, 1, 0, 0, 0},  {0, 1, -1, 0, h, 0},
                             {0, -1, -1, 0, h, w}, {0, -1, 1, 0, 0, w}};
    const int *own = turns[head_.orientation - 1];
    auto *matrix = reinterpret_cast<int32_t *>(av_stream_new_side_data(
        stream_, AV_PKT_DATA_DISPLAYMATRIX, 9 * sizeof(int32_t)));
    if (!matrix) throw Refusal{Outcome::too_large};
    memset(matrix, 0, 9 * sizeof(int32_t));
    for (int place = 0; place < 2; place++) {
      matrix[place] = own[place] * 65536;
      matrix[3 + place] = own[2 + place] * 65536;
      matrix[6 + place] = own[4 + place] * 65536;
    }
    matrix[8] = 1 << 30;
  }

  void take_packets() {
    Owned<AVPacket> packet(av_packet_alloc());
    while (true) {
      int result = avcodec_receive_packet(codec_.get(), packet.get());
      if (result == AVERROR(EAGAIN) || result == AVERROR_EOF) return;
      check(result);
      check(av_bsf_send_packet(filter_.get(), packet.get()));
      pass_packets();
    }
  }

  void pass_packets() {
    Owned<AVPacket> packet(av_packet_alloc());
    while (true) {
      int result = av_bsf_receive_packet(filter_.get(), packet.get());
      if (result == AVERROR(EAGAIN) || result == AVERROR_EOF) return;
      check(result);
      packet->stream_index = stream_->index;
      packet->duration = length_;
      av_packet_rescale_ts(packet.get(), codec_->time_base, stream_->time_base);
      check(av_interleaved_write_frame(format_.get(), packet.get()));
    }
  }
};

Head read_head() {
  Head head;
  for (uint32_t *place :
       {&head.width, &head.height, &head.orientation, &head.unit, &head.units, &head.rate,
        &head.rate_below, &head.wide, &head.high, &head.primaries, &head.transfer, &head.matrix,
        &head.full})
    *place = number();
  bool sized = head.width >= 16 && head.height >= 16 && head.width % 2 == 0
               && head.height % 2 == 0 && uint64_t(head.width) * head.height <= most_pixels;
  bool told = head.orientation >= 1 && head.orientation <= 8 && head.unit > 0 && head.units > 0
              && head.rate > 0 && head.rate_below > 0;
  for (uint32_t one : {head.unit, head.units, head.rate, head.rate_below, head.wide, head.high})
    told &= one <= INT32_MAX;
  for (uint32_t one : {head.primaries, head.transfer, head.matrix}) told &= one < 256;
  if (!sized || !told) throw Refusal{Outcome::unsupported};
  return head;
}

}  // namespace

int encode() {
  uint32_t begins;
  if (!helper_read(&begins, sizeof begins)) return 3;
  try {
    Head head = read_head();
    Writer writer(head);
    std::vector<uint8_t> planes(size_t(head.width) * head.height * 3 / 2);
    Mark mark;
    while ((mark = Mark(number())) == Mark::frame) {
      uint64_t time = uint64_t(number()) << 32;
      time |= number();
      uint32_t length = number();
      if (!helper_read(planes.data(), planes.size()) || time > INT64_MAX / 4) return 1;
      writer.add(int64_t(time), length, planes);
    }
    if (mark != Mark::end) {
      // Nobody wants it any more.
      helper_write_number(uint32_t(Outcome::damaged));
      return 0;
    }
    std::vector<uint8_t> bytes = writer.finish();
    helper_write_number(uint32_t(Outcome::done));
    helper_write_number(uint32_t(bytes.size()));
    helper_write(bytes.data(), bytes.size());
    return 0;
  } catch (const Refusal &refusal) {
    helper_write_number(uint32_t(refusal.outcome));
    return 1;
  }
}

}  // namespace video
