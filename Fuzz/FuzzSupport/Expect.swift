/// Ends the process, for libFuzzer to keep the input, unless `condition` holds. Unlike a
/// precondition it says what was found in an optimised build, too.
package func expect(_ condition: Bool, _ what: @autoclosure () -> String) {
  if !condition { fatalError(what()) }
}
