/// How a role looks on a terminal.
///
/// The colours are of middle brightness, to be read on dark and on light backgrounds.
struct Appearance {
  /// Attributes such as bold, the colour among 16, among 256, and in full.
  var attributes = ""
  var basic: Int?
  var indexed: Int?
  var color: (red: Int, green: Int, blue: Int)?

  static func of(_ role: Role) -> Appearance {
    switch role {
    case .number: Appearance(basic: 36, indexed: 37, color: (0, 150, 170))
    case .name: Appearance()
    case .function: Appearance(basic: 34, indexed: 33, color: (50, 130, 230))
    case .command: Appearance(attributes: "1", basic: 35, indexed: 133, color: (175, 95, 175))
    case .string: Appearance(basic: 32, indexed: 71, color: (80, 160, 80))
    case .comment: Appearance(attributes: "2")
    case .heading: Appearance(attributes: "1")
    case .emphasis: Appearance(attributes: "1")
    case .faint: Appearance(attributes: "2")
    case .error: Appearance(attributes: "1", basic: 31, indexed: 167, color: (215, 80, 80))
    case .warning: Appearance(attributes: "1", basic: 33, indexed: 172, color: (205, 130, 0))
    case .success: Appearance(basic: 32, indexed: 71, color: (80, 160, 80))
    case .prompt: Appearance(attributes: "1", basic: 34, indexed: 33, color: (50, 130, 230))
    case .gradient: Appearance(basic: 33, indexed: 172, color: (205, 130, 0))
    }
  }

  /// The parameters of the ANSI sequence, or nothing for text that looks like any other.
  func sequence(_ depth: ColorDepth) -> String? {
    let paint: String? =
      switch depth {
      case .none: nil
      case .ansi16: basic.map { "\($0)" }
      case .ansi256: indexed.map { "38;5;\($0)" }
      case .trueColor: color.map { "38;2;\($0.red);\($0.green);\($0.blue)" }
      }
    let parts = [attributes.isEmpty ? nil : attributes, paint].compactMap { $0 }
    return depth == .none || parts.isEmpty ? nil : parts.joined(separator: ";")
  }
}
