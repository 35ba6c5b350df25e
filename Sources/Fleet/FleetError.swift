package import Registers

/// Why something is not done for the people of a list, or for one of them.
package enum FleetError: Error {
  /// What is wrong with the list; nothing was done.
  case badList([Table.Fault])
  /// The folder, or something in it, is not its user's alone, or is something else.
  case unsafe(String, reason: String)
  /// Another run works in the folder.
  case busy(String)
  /// There is no folder of that name, and nothing to tell of.
  case noFolder(String)
  /// At the place of a home is something that was not made for this list.
  case otherHome(String)
  /// The home of somebody who had one is not there any more.
  case homeMissing(String)
  /// Somebody who leaves has roles, and the list does not say who takes them over.
  case noSuccessor(roles: [String])
  /// Whom the list names as successor has no home yet, or leaves too.
  case badSuccessor(String)
  /// The program that knows the rights on a relay is missing, or failed.
  case noRights(String)
}
