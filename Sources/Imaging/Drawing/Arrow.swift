/// An arrow that points at a detail, in the picture as it is seen.
package struct Arrow: Equatable, Sendable {
  package var tail: Point
  package var head: Point
}
