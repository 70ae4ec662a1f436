package import StyledText

/// How many colours the output may use.
package struct ColorSupport {
  /// The colour depth that the person's choice and the environment call for.
  ///
  /// The first of these that speaks decides: the choice, `NO_COLOR`, `CLICOLOR_FORCE` and
  /// `FORCE_COLOR`, `CLICOLOR=0`, a terminal without colours (`TERM` is `dumb` or missing), and
  /// whether the output is a terminal at all. A variable that is set to nothing is not set.
  package static func depth(
    choice: ColorChoice, environment: [String: String], isTerminal: Bool
  ) -> ColorDepth {
    isWanted(choice: choice, environment: environment, isTerminal: isTerminal)
      ? available(in: environment) : .none
  }

  private static func isWanted(
    choice: ColorChoice, environment: [String: String], isTerminal: Bool
  ) -> Bool {
    func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    switch choice {
    case .always: return true
    case .never: return false
    case .auto: break
    }
    if value("NO_COLOR") != nil { return false }
    if let force = value("CLICOLOR_FORCE"), force != "0" { return true }
    if let force = value("FORCE_COLOR") { return force != "0" && force != "false" }
    if value("CLICOLOR") == "0" { return false }
    guard let kind = value("TERM"), kind != "dumb" else { return false }
    return isTerminal
  }

  private static func available(in environment: [String: String]) -> ColorDepth {
    if let announced = environment["COLORTERM"], announced == "truecolor" || announced == "24bit" {
      return .trueColor
    }
    return environment["TERM", default: ""].contains("256color") ? .ansi256 : .ansi16
  }
}
