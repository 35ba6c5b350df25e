/// Why a setting is missing or not taken.
package enum SettingError: Error {
  /// No route is configured and no output was named.
  case noRoute
  /// The route's text is none that is known.
  case badRoute(String)
  /// This process, which may start no program, cannot use the route as it is now; why.
  case startAgain(String)
  case badSetting(String, reason: String)
}
