#include <algorithm>
#include <cmath>

#include <opencv2/dnn.hpp>
#include <opencv2/imgproc.hpp>

#include "Detect.h"

namespace detect {
namespace {

constexpr float face_threshold = 0.25f, overlap = 0.4f;

/// CenterFace (Xu and others, 2019): a map of centres, the logarithms of height and width, and the
/// centres' offsets, each point of it four pixels of the picture.
void look(
    const cv::Mat &picture, const Model &model, double factor, std::vector<cv::Rect2d> &boxes,
    std::vector<float> &scores) {
  // A net for each shape: OpenCV 4.6 computes nonsense when one sees a second shape.
  cv::dnn::Net net = cv::dnn::readNetFromONNX(
      reinterpret_cast<const char *>(model.bytes), model.count);
  net.setInput(cv::dnn::blobFromImage(scaled(picture, factor)));
  std::vector<cv::Mat> maps;
  net.forward(maps, std::vector<cv::String>{"537", "538", "539"});
  int rows = maps[0].size[2], columns = maps[0].size[3], points = rows * columns;
  const float *heat = maps[0].ptr<float>(), *sizes = maps[1].ptr<float>(),
              *offsets = maps[2].ptr<float>();
  for (int point = 0; point < points; point++) {
    if (!(heat[point] > face_threshold)) continue;
    double height = std::exp(sizes[point]) * 4, width = std::exp(sizes[points + point]) * 4;
    double x = (point % columns + offsets[points + point] + 0.5) * 4;
    double y = (point / columns + offsets[point] + 0.5) * 4;
    boxes.push_back(
        {(x - width / 2) / factor, (y - height / 2) / factor, width / factor, height / factor});
    scores.push_back(heat[point]);
  }
}

}  // namespace

void find_faces(
    const cv::Mat &picture, const Model &model, bool quickly, std::vector<Found> &found) {
  std::vector<cv::Rect2d> boxes;
  std::vector<float> scores;
  double longer = std::max(picture.cols, picture.rows);
  // Enlarging a small picture finds masked faces, making a large one small finds close ones.
  const std::vector<double> sides = quickly ? std::vector{960.0} : std::vector{640.0, 1280.0};
  for (double side : sides) look(picture, model, side / longer, boxes, scores);
  std::vector<int> kept;
  cv::dnn::NMSBoxes(boxes, scores, face_threshold, overlap, kept);
  for (int index : kept) {
    const cv::Rect2d &box = boxes[size_t(index)];
    found.push_back(
        {Kind::face, float(box.x), float(box.y), float(box.width), float(box.height),
         scores[size_t(index)]});
  }
}

}  // namespace detect
