#pragma once
#include <cstdint>
#include <vector>

#include <opencv2/core.hpp>

/// What `Imaging/Detection` asks and reads: the two change together.
namespace detect {

enum class Kind : uint32_t { face = 1, text = 2, code = 3 };

/// In pixels of the picture, perhaps a little beyond its edges.
struct Found {
  Kind kind;
  float left, top, width, height;
  float score;  // 0 to 1
};

/// A network as a file holds it.
struct Model {
  const uint8_t *bytes;
  size_t count;
};

/// Sides of what a network is given, in pixels: OpenCV 4.6 fails on larger ones.
constexpr int longest_side = 1600;

/// `picture` is red, green, blue.
void find_text(const cv::Mat &picture, const Model &model, std::vector<Found> &found);
/// `quickly` for one of many frames, which are looked at together.
void find_faces(
    const cv::Mat &picture, const Model &model, bool quickly, std::vector<Found> &found);
void find_codes(const cv::Mat &picture, std::vector<Found> &found);

/// The same picture, its sides `factor` times as long, and filled up to multiples of 32.
cv::Mat scaled(const cv::Mat &picture, double factor);

}  // namespace detect
