import Networks
import Operations

/// Layers as they are written.
enum LayerText {
  /// `affine(2, 100)`, `conv2d(1, 4, 3, padding=valid)`, `residual(relu -> affine(4, 4))`
  static func text(
    _ entry: LayerEntry, _ settings: Arguments, _ inner: [Network]
  ) -> String {
    var parts = inner.map(\.text)
    for (parameter, value) in zip(entry.parameters, settings.values) {
      guard let text = self.text(value), !isFallback(value, parameter) else { continue }
      parts.append(parameter.fallback == .required ? text : "\(parameter.name)=\(text)")
    }
    return parts.isEmpty ? entry.name : "\(entry.name)(\(parts.joined(separator: ", ")))"
  }

  private static func isFallback(_ value: ArgumentValue, _ parameter: Parameter) -> Bool {
    switch (parameter.fallback, value) {
    case (.number(let number), .number(let other)): number == other
    case (.number(let number), .integer(let other)): number == Double(other)
    case (.boolean(let boolean), .boolean(let other)): boolean == other
    case (.word(let word), .word(let other)): word == other
    default: false
    }
  }

  private static func text(_ value: ArgumentValue) -> String? {
    switch value {
    case .integer(let number): "\(number)"
    case .integers(let numbers): numbers.map(String.init).joined(separator: ", ")
    case .number(let number): Int(exactly: number).map(String.init) ?? "\(number)"
    case .boolean(let boolean): "\(boolean)"
    case .word(let word): word
    case .node, .nodes, .omitted: nil
    }
  }
}
