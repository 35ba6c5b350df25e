package import Files

/// Why a route cannot be used, or not for this.
package enum RouteError: Error, Sendable {
  /// The folder is not there: not mounted, or not plugged in.
  case missing(String)
  /// The folder has the sticky bit: a recipient could not remove their mail from it. `isPublic`
  /// says that it is one of the system's, like `/tmp`.
  case sticky(String, isPublic: Bool)
  /// What the first comer makes in the folder would be closed to others who use it.
  case shutsOut(String, ShutOut)
  /// Something that is not a folder, or a link, stands where a folder of the route belongs.
  case inTheWay(String)
  /// No mailbox has such a name.
  case badMailbox(String)
  case failed(FileError)
  /// The program of this name, which carries such routes, is not installed.
  case noHelper(String)
  /// The server of the route, or its helper, does not answer as it should; why.
  case unreachable(String)
  /// The server does not let this user do that.
  case refused(String)
  /// The server has no room.
  case full(String)
  /// The address or the credentials cannot be right.
  case unusable(String)
  /// The server did not do what it was asked.
  case notDone(String)

  package enum ShutOut: Sendable {
    /// Everybody may write to it, whatever group they are in.
    case openToAll
    /// Its group may write to it, and this user is not in the group.
    case notInGroup
    /// This user may not write to it.
    case notWritable
  }

  /// What is wrong, in a few words.
  package var reason: String {
    switch self {
    case .missing(let path): "\(path) is not there"
    case .sticky(let path, _): "\(path) has the sticky bit"
    case .shutsOut(let path, _): "\(path) would lock others out"
    case .inTheWay(let path): "\(path) is not what should be there"
    case .badMailbox: "there cannot be such a mailbox"
    case .failed(let error): error.reason
    case .noHelper(let name): "\(name) is not installed"
    case .unreachable(let reason), .refused(let reason), .full(let reason),
      .unusable(let reason), .notDone(let reason):
      reason
    }
  }

  /// Runs `body`, which uses files of the route alone, and tells its errors as those of the route.
  static func telling<Result>(_ body: () throws -> Result) throws -> Result {
    do { return try body() } catch let error as FileError {
      throw error.isNotFolder ? inTheWay(error.path) : failed(error)
    }
  }
}
