/// The directory for what a person has done: the history, progress in lessons.
package enum StateDirectory {
  /// `gradbook` in `$XDG_STATE_HOME`, else in `~/.local/state`; nil if there is no home.
  package static func path(environment: [String: String]) -> String? {
    // A relative directory is to be ignored, says the XDG specification.
    if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") {
      return "\(state)/gradbook"
    }
    guard let home = environment["HOME"], !home.isEmpty else { return nil }
    return "\(home)/.local/state/gradbook"
  }
}
