#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

#include "Detect.h"

namespace detect {
namespace {

/// Codes are looked for at these longer sides: small modules vanish in the smaller ones, and large
/// modules are far apart in the larger ones.
constexpr double sides[] = {480, 960, 1600};
/// Steps of brightness that count as an edge, and the share of edges in a code.
constexpr double step = 40, density_threshold = 0.32;
/// How much of all variance two shades explain in a code: black and white, and little between.
constexpr double two_shades = 0.72;
constexpr int smallest = 24;

/// The share of the variance of `gray`, where `inside` is set, that the best two shades explain
/// (Otsu, 1979), and whether they are far apart.
double explained_by_two(const cv::Mat &gray, const cv::Mat &inside) {
  int counts[256] = {};
  for (int y = 0; y < gray.rows; y++)
    for (int x = 0; x < gray.cols; x++)
      if (inside.at<uint8_t>(y, x)) counts[gray.at<uint8_t>(y, x)]++;
  double total = 0, sum = 0, squares = 0;
  for (int count : counts) total += count;
  if (total == 0) return 0;
  for (int level = 0; level < 256; level++) {
    sum += double(level) * counts[level];
    squares += double(level) * level * counts[level];
  }
  double variance = squares / total - (sum / total) * (sum / total);
  if (variance < 25 * 25) return 0;
  double below = 0, below_sum = 0, best = 0;
  for (int level = 0; level < 255; level++) {
    below += counts[level];
    below_sum += double(level) * counts[level];
    if (below == 0 || below == total) continue;
    double apart = below_sum / below - (sum - below_sum) / (total - below);
    best = std::max(best, below * (total - below) / (total * total) * apart * apart);
  }
  return best / variance;
}

void look(const cv::Mat &gray, double factor, std::vector<Found> &found) {
  cv::Mat smooth, across, down, edges, share, mask;
  cv::GaussianBlur(gray, smooth, {3, 3}, 0);
  cv::Sobel(smooth, across, CV_32F, 1, 0, 3, 0.25);
  cv::Sobel(smooth, down, CV_32F, 0, 1, 3, 0.25);
  cv::magnitude(across, down, edges);
  cv::compare(edges, step, mask, cv::CMP_GT);
  cv::boxFilter(mask, share, CV_32F, {15, 15});
  cv::compare(share, density_threshold * 255, mask, cv::CMP_GT);
  cv::morphologyEx(
      mask, mask, cv::MORPH_CLOSE, cv::getStructuringElement(cv::MORPH_RECT, {9, 9}));
  cv::morphologyEx(
      mask, mask, cv::MORPH_OPEN, cv::getStructuringElement(cv::MORPH_RECT, {11, 11}));
  std::vector<std::vector<cv::Point>> outlines;
  cv::findContours(mask, outlines, cv::RETR_EXTERNAL, cv::CHAIN_APPROX_SIMPLE);
  for (const auto &outline : outlines) {
    cv::Rect box = cv::boundingRect(outline);
    int shorter = std::min(box.width, box.height), longer = std::max(box.width, box.height);
    if (shorter < smallest / 2 || longer < smallest) continue;
    cv::RotatedRect turned = cv::minAreaRect(outline);
    if (cv::contourArea(outline) < 0.6 * turned.size.area()) continue;
    // Of a code that lies aslant, its box holds much beside it.
    cv::Mat inside = cv::Mat::zeros(box.size(), CV_8U);
    cv::drawContours(
        inside, std::vector<std::vector<cv::Point>>{outline}, 0, 255, cv::FILLED, cv::LINE_8,
        cv::noArray(), INT_MAX, -box.tl());
    double two = explained_by_two(gray(box), inside);
    if (two < two_shades) continue;
    found.push_back(
        {Kind::code, float((box.x - 6) / factor), float((box.y - 6) / factor),
         float((box.width + 12) / factor), float((box.height + 12) / factor), float(two)});
  }
}

}  // namespace

/// By their density and their two shades, not by reading them: what cannot be read by a program on
/// one day can be on another.
void find_codes(const cv::Mat &picture, std::vector<Found> &found) {
  cv::Mat gray;
  cv::cvtColor(picture, gray, cv::COLOR_RGB2GRAY);
  double longer = std::max(picture.cols, picture.rows), last = 0;
  for (double side : sides) {
    double factor = std::min(side / longer, 2.0);
    if (factor == last) continue;
    last = factor;
    cv::Mat small;
    cv::resize(gray, small, {}, factor, factor, factor < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
    look(small, factor, found);
  }
}

}  // namespace detect
