/// Ends the process unless `condition` holds, so that libFuzzer keeps the input. Unlike a
/// precondition, it prints the finding in an optimised build too.
package func expect(_ condition: Bool, _ what: @autoclosure () -> String) {
  if !condition { fatalError(what()) }
}
