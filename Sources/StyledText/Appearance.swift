/// How a role looks on a terminal.
///
/// The colours are of middle brightness, to be read on dark and on light backgrounds.
struct Appearance {
  /// Attributes such as bold, the colour among 16, among 256, and in full.
  var attributes = ""
  var basic: Int?
  var indexed: Int?
  var color: Color?
  /// What stands behind the text.
  var ground: Shade?

  static func of(_ role: Role) -> Appearance {
    switch role {
    case .number: Appearance(basic: 36, indexed: 37, color: Color(0, 150, 170))
    case .name: Appearance()
    case .function: Appearance(basic: 34, indexed: 33, color: Color(50, 130, 230))
    case .command:
      Appearance(attributes: "1", basic: 35, indexed: 133, color: Color(175, 95, 175))
    case .string: Appearance(basic: 32, indexed: 71, color: Color(80, 160, 80))
    case .comment: Appearance(attributes: "2")
    case .heading: Appearance(attributes: "1")
    case .emphasis: Appearance(attributes: "1")
    case .faint: Appearance(attributes: "2")
    case .error: Appearance(attributes: "1", basic: 31, indexed: 167, color: Color(215, 80, 80))
    case .warning: Appearance(attributes: "1", basic: 33, indexed: 172, color: Color(205, 130, 0))
    case .success: Appearance(basic: 32, indexed: 71, color: Color(80, 160, 80))
    case .prompt: Appearance(attributes: "1", basic: 34, indexed: 33, color: Color(50, 130, 230))
    case .gradient: Appearance(basic: 33, indexed: 172, color: Color(205, 130, 0))
    case .series(let index): Appearance(.series(index), on: nil)
    case .cell(let shade, let ground): Appearance(shade, on: ground)
    }
  }

  /// The parameters of the ANSI sequence, or nothing for text that looks like any other.
  func sequence(_ depth: ColorDepth) -> String? {
    guard depth != .none else { return nil }
    let parts = [attributes.isEmpty ? nil : attributes, paint(depth), ground?.behind(depth)]
      .compactMap { $0 }
    return parts.isEmpty ? nil : parts.joined(separator: ";")
  }

  private func paint(_ depth: ColorDepth) -> String? {
    switch depth {
    case .none: nil
    case .ansi16: basic.map { "\($0)" }
    case .ansi256: indexed.map { "38;5;\($0)" }
    case .trueColor: color.map { "38;2;\($0.red);\($0.green);\($0.blue)" }
    }
  }
}

extension Appearance {
  init(_ shade: Shade?, on ground: Shade?) {
    self.init(
      basic: shade?.basic, indexed: shade?.indexed, color: shade?.color, ground: ground)
  }
}

extension Shade {
  /// The parameters that put the colour behind text.
  fileprivate func behind(_ depth: ColorDepth) -> String? {
    switch depth {
    case .none: nil
    case .ansi16: basic.map { "\($0 + 10)" }
    case .ansi256: "48;5;\(indexed)"
    case .trueColor: "48;2;\(color.red);\(color.green);\(color.blue)"
    }
  }
}
