package import Tensors

/// A JSON value, written on one line; numbers round-trip.
package indirect enum JSON: Sendable, Equatable {
  case null
  case boolean(Bool)
  case number(Double)
  case text(String)
  case list([JSON])
  /// Members in order; nil values are left out.
  case object([(String, JSON)])

  package static func == (a: JSON, b: JSON) -> Bool { a.line == b.line }

  /// Nested lists of numbers in the tensor's shape.
  package static func tensor(_ tensor: Tensor) -> JSON {
    func nested(_ axis: Int, _ start: Int, _ size: Int) -> JSON {
      if axis == tensor.shape.rank { return .number(tensor.values[start]) }
      let count = tensor.shape[axis]
      let part = count == 0 ? 0 : size / count
      return .list((0..<count).map { nested(axis + 1, start + $0 * part, part) })
    }
    return nested(0, 0, tensor.shape.count)
  }

  package var line: String {
    var text = ""
    write(to: &text)
    return text
  }

  private func write(to text: inout String) {
    switch self {
    case .null: text += "null"
    case .boolean(let value): text += value ? "true" : "false"
    case .number(let value):
      if value.isNaN {
        text += "\"NaN\""
      } else if value.isInfinite {
        text += value > 0 ? "\"Infinity\"" : "\"-Infinity\""
      } else {
        let digits = "\(value)"
        text += digits.hasSuffix(".0") ? digits.dropLast(2) : digits[...]
      }
    case .text(let value): JSON.quote(value, to: &text)
    case .list(let values):
      text += "["
      for (index, value) in values.enumerated() {
        if index > 0 { text += ", " }
        value.write(to: &text)
      }
      text += "]"
    case .object(let members):
      text += "{"
      for (index, member) in members.enumerated() {
        if index > 0 { text += ", " }
        JSON.quote(member.0, to: &text)
        text += ": "
        member.1.write(to: &text)
      }
      text += "}"
    }
  }

  private static func quote(_ value: String, to text: inout String) {
    text += "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
