#include <cstring>
#include <memory>
#include <string>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/display.h>
#include <libavutil/pixdesc.h>
#include <libswscale/swscale.h>
}

#include "Video.h"

namespace video {
namespace {

/// What telephones write. Libav opens no other decoder: the one of MPEG-4 part 2, for example, ends
/// at an assertion after some hundred mutated clips.
const char codecs[] = "h264,hevc,prores,libdav1d";

bool is_usual(AVCodecID codec) {
  for (auto one : {AV_CODEC_ID_H264, AV_CODEC_ID_HEVC, AV_CODEC_ID_PRORES, AV_CODEC_ID_AV1})
    if (codec == one) return true;
  return false;
}

struct Memory {
  const uint8_t *bytes;
  size_t count, place;
};

int read_memory(void *handle, uint8_t *into, int count) {
  auto *memory = static_cast<Memory *>(handle);
  size_t left = memory->count - memory->place;
  size_t taken = size_t(count) < left ? size_t(count) : left;
  if (taken == 0) return AVERROR_EOF;
  memcpy(into, memory->bytes + memory->place, taken);
  memory->place += taken;
  return int(taken);
}

int64_t seek_memory(void *handle, int64_t offset, int from) {
  auto *memory = static_cast<Memory *>(handle);
  if (from & AVSEEK_SIZE) return int64_t(memory->count);
  int64_t base = from == SEEK_CUR ? int64_t(memory->place)
                 : from == SEEK_END ? int64_t(memory->count)
                                    : 0;
  if (offset < -base || base + offset > int64_t(memory->count)) return AVERROR(EINVAL);
  memory->place = size_t(base + offset);
  return base + offset;
}

struct Freed {
  void operator()(AVIOContext *it) const {
    av_freep(&it->buffer);
    avio_context_free(&it);
  }
  void operator()(AVFormatContext *it) const { avformat_close_input(&it); }
  void operator()(AVCodecContext *it) const { avcodec_free_context(&it); }
  void operator()(AVPacket *it) const { av_packet_free(&it); }
  void operator()(AVFrame *it) const { av_frame_free(&it); }
  void operator()(SwsContext *it) const { sws_freeContext(it); }
};
template <typename Thing> using Owned = std::unique_ptr<Thing, Freed>;

bool holds(const std::string &text, const char *word) {
  return text.find(word) != std::string::npos;
}

/// What an entry of metadata tells about; 0 for what only describes the file.
uint32_t removal(const std::string &key) {
  for (const char *word : {"brand", "minor_version", "handler_name", "vendor_id", "language"})
    if (holds(key, word)) return 0;
  for (const char *word : {"location", "xyz", "gps"})
    if (holds(key, word)) return uint32_t(Removal::position);
  for (const char *word : {"time", "date"})
    if (holds(key, word)) return uint32_t(Removal::time);
  for (const char *word : {"make", "model", "manufacturer", "software", "android", "encoder"})
    if (holds(key, word)) return uint32_t(Removal::camera);
  return uint32_t(Removal::text);
}

/// How frames are turned to be seen, from a matrix that does nothing else.
uint32_t orientation(const AVStream *stream) {
  size_t size = 0;
  const uint8_t *data = av_stream_get_side_data(stream, AV_PKT_DATA_DISPLAYMATRIX, &size);
  if (!data || size < 9 * sizeof(int32_t)) return 1;
  int32_t matrix[9];
  memcpy(matrix, data, sizeof matrix);
  static const int turns[8][4] = {{1, 0, 0, 1}, {-1, 0, 0, 1}, {-1, 0, 0, -1}, {1, 0, 0, -1},
                                  {0, 1, 1, 0}, {0, 1, -1, 0}, {0, -1, -1, 0}, {0, -1, 1, 0}};
  const int32_t own[4] = {matrix[0], matrix[1], matrix[3], matrix[4]};
  for (uint32_t turn = 0; turn < 8; turn++) {
    bool same = true;
    for (int place = 0; place < 4; place++) same &= own[place] == turns[turn][place] * 65536;
    if (same) return turn + 1;
  }
  throw Refusal{Outcome::unsupported};
}

class Clip {
 public:
  explicit Clip(const helper_request *request)
      : memory_{request->bytes, request->count, 0} {
    auto *buffer = static_cast<unsigned char *>(av_malloc(1 << 16));
    io_.reset(avio_alloc_context(
        buffer, 1 << 16, 0, &memory_, read_memory, nullptr, seek_memory));
    AVFormatContext *format = avformat_alloc_context();
    if (!io_ || !format) throw Refusal{Outcome::too_large};
    format->pb = io_.get();
    format->codec_whitelist = av_strdup(codecs);
    format->protocol_whitelist = av_strdup("");
    check(avformat_open_input(&format, "", av_find_input_format("mov"), nullptr));
    format_.reset(format);
    // Before any sample is parsed: those of other tracks never are.
    choose();
    check(avformat_find_stream_info(format, nullptr));
    open();
  }

  Head head;
  uint32_t bits = 8;
  std::vector<uint32_t> removed;
  int64_t milliseconds = 0;

  void decode() {
    Owned<AVPacket> packet(av_packet_alloc());
    while (true) {
      int result = av_read_frame(format_.get(), packet.get());
      if (result == AVERROR_EOF) break;
      check(result);
      if (packet->stream_index == stream_->index) {
        if (packet->flags & AV_PKT_FLAG_CORRUPT) throw Refusal{Outcome::damaged};
        check(avcodec_send_packet(codec_.get(), packet.get()));
        take_frames();
      }
      av_packet_unref(packet.get());
    }
    check(avcodec_send_packet(codec_.get(), nullptr));
    take_frames();
    if (frames_ == 0) throw Refusal{Outcome::damaged};
    helper_write_number(uint32_t(Mark::end));
  }

 private:
  Memory memory_;
  Owned<AVIOContext> io_;
  Owned<AVFormatContext> format_;
  Owned<AVCodecContext> codec_;
  Owned<SwsContext> scaler_;
  AVStream *stream_ = nullptr;
  uint32_t frames_ = 0;
  int64_t first_ = 0, last_ = 0;
  std::vector<uint8_t> planes_;

  void remove(const AVDictionary *entries) {
    const AVDictionaryEntry *entry = nullptr;
    while ((entry = av_dict_get(entries, "", entry, AV_DICT_IGNORE_SUFFIX)) && removed.size() < 500)
      if (uint32_t kind = removal(entry->key)) removed.push_back(kind);
  }

  /// The first moving picture; everything else is left behind.
  void choose() {
    remove(format_->metadata);
    for (unsigned number = 0; number < format_->nb_streams && number < 1000; number++) {
      AVStream *stream = format_->streams[number];
      AVMediaType type = stream->codecpar->codec_type;
      bool cover = stream->disposition
                   & (AV_DISPOSITION_ATTACHED_PIC | AV_DISPOSITION_TIMED_THUMBNAILS);
      remove(stream->metadata);
      if (type == AVMEDIA_TYPE_VIDEO && !cover && !stream_) {
        stream_ = stream;
        continue;
      }
      stream->discard = AVDISCARD_ALL;
      Removal kind = type == AVMEDIA_TYPE_AUDIO      ? Removal::sound
                     : type == AVMEDIA_TYPE_SUBTITLE ? Removal::subtitles
                     : type != AVMEDIA_TYPE_VIDEO    ? Removal::data_track
                     : cover                         ? Removal::cover
                                                     : Removal::second_video;
      removed.push_back(uint32_t(kind));
    }
    if (format_->nb_chapters) removed.push_back(uint32_t(Removal::chapters));
    if (!stream_) throw Refusal{Outcome::no_video};
    if (!is_usual(stream_->codecpar->codec_id)) throw Refusal{Outcome::unsupported};
  }

  void open() {
    const AVCodecParameters *told = stream_->codecpar;
    const AVCodec *codec = avcodec_find_decoder(told->codec_id);
    std::string name = codec ? codec->name : "";
    if (name.empty() || !holds("," + std::string(codecs) + ",", ("," + name + ",").c_str()))
      throw Refusal{Outcome::unsupported};
    codec_.reset(avcodec_alloc_context3(codec));
    if (!codec_) throw Refusal{Outcome::too_large};
    check(avcodec_parameters_to_context(codec_.get(), told));
    codec_->thread_count = 2;
    codec_->pkt_timebase = stream_->time_base;
    codec_->err_recognition = AV_EF_EXPLODE;
    codec_->max_pixels = most_pixels;
    check(avcodec_open2(codec_.get(), codec, nullptr), Outcome::unsupported);
    describe(told);
  }

  void describe(const AVCodecParameters *told) {
    if (told->width <= 0 || told->height <= 0) throw Refusal{Outcome::damaged};
    // Colours lie at half the width and height: an odd last row or column is cut off.
    head.width = uint32_t(told->width) & ~1u;
    head.height = uint32_t(told->height) & ~1u;
    if (uint64_t(told->width) * uint64_t(told->height) > most_pixels)
      throw Refusal{Outcome::too_large};
    if (head.width < 16 || head.height < 16) throw Refusal{Outcome::unsupported};
    head.orientation = orientation(stream_);
    head.unit = uint32_t(stream_->time_base.num);
    head.units = uint32_t(stream_->time_base.den);
    AVRational rate = stream_->avg_frame_rate;
    bool told_rate = rate.num > 0 && rate.den > 0;
    head.rate = told_rate ? uint32_t(rate.num) : 30;
    head.rate_below = told_rate ? uint32_t(rate.den) : 1;
    AVRational sample = stream_->sample_aspect_ratio;
    if (sample.num > 0 && sample.den > 0) {
      head.wide = uint32_t(sample.num);
      head.high = uint32_t(sample.den);
    }
    const AVPixFmtDescriptor *form = av_pix_fmt_desc_get(AVPixelFormat(told->format));
    if (!form) throw Refusal{Outcome::unsupported};
    bits = uint32_t(form->comp[0].depth);
    head.primaries = uint32_t(told->color_primaries);
    head.transfer = uint32_t(told->color_trc);
    bool rgb = form->flags & AV_PIX_FMT_FLAG_RGB;
    head.matrix = rgb ? uint32_t(AVCOL_SPC_SMPTE170M) : uint32_t(told->color_space);
    bool j = told->format == AV_PIX_FMT_YUVJ420P || told->format == AV_PIX_FMT_YUVJ422P
             || told->format == AV_PIX_FMT_YUVJ444P;
    head.full = !rgb && (j || told->color_range == AVCOL_RANGE_JPEG);
    int64_t length = format_->duration == AV_NOPTS_VALUE ? 0 : format_->duration;
    milliseconds = length / 1000;
  }

  void take_frames() {
    Owned<AVFrame> frame(av_frame_alloc());
    while (true) {
      int result = avcodec_receive_frame(codec_.get(), frame.get());
      if (result == AVERROR(EAGAIN) || result == AVERROR_EOF) return;
      check(result);
      if (frame->decode_error_flags || frame->flags & AV_FRAME_FLAG_CORRUPT)
        throw Refusal{Outcome::damaged};
      write(frame.get());
      av_frame_unref(frame.get());
    }
  }

  void write(const AVFrame *frame) {
    if (++frames_ > most_frames) throw Refusal{Outcome::too_large};
    if ((uint32_t(frame->width) & ~1u) != head.width
        || (uint32_t(frame->height) & ~1u) != head.height)
      throw Refusal{Outcome::unsupported};
    int64_t time = frame->best_effort_timestamp;
    if (frames_ == 1) first_ = last_ = time == AV_NOPTS_VALUE ? 0 : time;
    else if (time == AV_NOPTS_VALUE || time <= last_) time = last_ + 1;
    if (frames_ > 1) last_ = time;
    int64_t since = last_ - first_, length = frame->pkt_duration;
    helper_write_number(uint32_t(Mark::frame));
    helper_write_number(uint32_t(since >> 32));
    helper_write_number(uint32_t(since));
    helper_write_number(length > 0 && length < INT32_MAX ? uint32_t(length) : 1);
    take_planes(frame);
    helper_write(planes_.data(), planes_.size());
  }

  /// 8 bits, colours at half their width and height, rows without gaps. No sample depends on what
  /// lies beyond the two by two pixels that it stands for.
  void take_planes(const AVFrame *frame) {
    size_t width = head.width, height = head.height, luma = width * height;
    planes_.resize(luma + luma / 2);
    uint8_t *into[4] = {planes_.data(), planes_.data() + luma, planes_.data() + luma + luma / 4};
    int strides[4] = {int(width), int(width / 2), int(width / 2)};
    auto form = AVPixelFormat(frame->format);
    if (form == AV_PIX_FMT_YUV420P || form == AV_PIX_FMT_YUVJ420P) {
      for (int plane = 0; plane < 3; plane++)
        for (size_t y = 0; y < (plane ? height / 2 : height); y++)
          memcpy(
              into[plane] + y * size_t(strides[plane]),
              frame->data[plane] + ptrdiff_t(y) * frame->linesize[plane], size_t(strides[plane]));
      return;
    }
    // The same width and height: samples become shallower, and colours fewer.
    scaler_.reset(sws_getCachedContext(
        scaler_.release(), int(width), int(height), form, int(width), int(height),
        head.full ? AV_PIX_FMT_YUVJ420P : AV_PIX_FMT_YUV420P, SWS_POINT | SWS_ACCURATE_RND, nullptr,
        nullptr, nullptr));
    if (!scaler_) throw Refusal{Outcome::unsupported};
    check(
        sws_scale(
            scaler_.get(), frame->data, frame->linesize, 0, int(height), into, strides),
        Outcome::unsupported);
  }
};

void write_head(const Clip &clip) {
  const Head &head = clip.head;
  for (uint32_t number :
       {uint32_t(Outcome::done), head.width, head.height, head.orientation, head.unit, head.units,
        head.rate, head.rate_below, head.wide, head.high, head.primaries, head.transfer,
        head.matrix, head.full, clip.bits,
        uint32_t(clip.milliseconds < 0 || clip.milliseconds > INT32_MAX ? 0 : clip.milliseconds),
        uint32_t(clip.removed.size())})
    helper_write_number(number);
  for (uint32_t kind : clip.removed) helper_write_number(kind);
}

}  // namespace

void decode(const helper_request *request) {
  bool asked_head = Question(request->question) == Question::head;
  try {
    Clip clip(request);
    if (asked_head) return write_head(clip);
    clip.decode();
  } catch (const Refusal &refusal) {
    if (!asked_head) helper_write_number(uint32_t(Mark::failed));
    helper_write_number(uint32_t(refusal.outcome));
  }
}

}  // namespace video
