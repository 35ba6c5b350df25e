#include <algorithm>
#include <cmath>

#include <opencv2/dnn.hpp>
#include <opencv2/imgproc.hpp>

#include "Detect.h"

namespace detect {
namespace {

/// Above this a point belongs to a text, and a text is one.
constexpr float point_threshold = 0.3f, text_threshold = 0.4f;
/// How far texts grow beyond what the network marks: it marks their cores (Liao and others,
/// *Real-time Scene Text Detection with Differentiable Binarization*, AAAI 2020).
constexpr float growth = 1.8f;

/// The share of text in each point of `picture`, sides being multiples of 32.
cv::Mat density(cv::dnn::Net &net, const cv::Mat &picture) {
  cv::Mat blob = cv::dnn::blobFromImage(
      picture, 1 / 127.5, cv::Size(), cv::Scalar::all(127.5), true);
  net.setInput(blob);
  cv::Mat answer = net.forward();
  return cv::Mat(answer.size[2], answer.size[3], CV_32F, answer.ptr<float>()).clone();
}

/// A text as upright rectangles: one that lies aslant is covered in pieces.
void cover(
    const cv::RotatedRect &text, float score, double factor, std::vector<Found> &found) {
  float thick = std::min(text.size.width, text.size.height);
  float away = text.size.area() * growth / (2 * (text.size.width + text.size.height));
  cv::RotatedRect grown(
      text.center, {text.size.width + 2 * away, text.size.height + 2 * away}, text.angle);
  cv::Rect2f box = grown.boundingRect2f();
  cv::Point2f corners[4];
  grown.points(corners);
  std::vector<cv::Point2f> outline(corners, corners + 4);
  auto add = [&](cv::Rect2f part) {
    found.push_back(
        {Kind::text, float(part.x / factor), float(part.y / factor), float(part.width / factor),
         float(part.height / factor), score});
  };
  if (grown.size.area() > 0.55f * box.area()) return add(box);
  float step = std::max(8.f, thick);
  for (float y = box.y; y < box.y + box.height; y += step) {
    float left = box.x + box.width, right = box.x;
    // Where the outline crosses this strip.
    for (float line : {y, std::min(y + step, box.y + box.height)})
      for (int side = 0; side < 4; side++) {
        cv::Point2f a = corners[side], b = corners[(side + 1) % 4];
        if ((a.y - line) * (b.y - line) > 0 || a.y == b.y) continue;
        float x = a.x + (b.x - a.x) * (line - a.y) / (b.y - a.y);
        left = std::min(left, x);
        right = std::max(right, x);
      }
    for (const cv::Point2f &corner : outline)
      if (corner.y >= y && corner.y <= y + step) {
        left = std::min(left, corner.x);
        right = std::max(right, corner.x);
      }
    if (right > left) add({left, y, right - left, std::min(step, box.y + box.height - y)});
  }
}

void look(
    cv::dnn::Net &net, const cv::Mat &picture, double factor, std::vector<Found> &found) {
  cv::Mat map = density(net, scaled(picture, factor)), mask;
  cv::compare(map, point_threshold, mask, cv::CMP_GT);
  cv::dilate(mask, mask, cv::getStructuringElement(cv::MORPH_RECT, {2, 2}));
  std::vector<std::vector<cv::Point>> outlines;
  cv::findContours(mask, outlines, cv::RETR_EXTERNAL, cv::CHAIN_APPROX_SIMPLE);
  for (const auto &outline : outlines) {
    cv::Rect box = cv::boundingRect(outline);
    if (std::min(box.width, box.height) < 2) continue;
    cv::Mat inside = cv::Mat::zeros(box.size(), CV_8U);
    cv::drawContours(
        inside, std::vector<std::vector<cv::Point>>{outline}, 0, 255, cv::FILLED, cv::LINE_8,
        cv::noArray(), INT_MAX, -box.tl());
    float score = float(cv::mean(map(box), inside)[0]);
    if (score >= text_threshold) cover(cv::minAreaRect(outline), score, factor, found);
  }
}

}  // namespace

void find_text(const cv::Mat &picture, const Model &model, std::vector<Found> &found) {
  cv::dnn::Net net = cv::dnn::readNetFromONNX(
      reinterpret_cast<const char *>(model.bytes), model.count);
  int shorter = std::min(picture.cols, picture.rows), longer = std::max(picture.cols, picture.rows);
  // Small pictures are enlarged, large ones made small.
  double factor = std::min(std::max(1.0, 736.0 / shorter), double(longest_side) / longer);
  look(net, picture, factor, found);
}

}  // namespace detect
