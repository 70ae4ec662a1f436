package import Tensors

/// A JSON value, written on one line; numbers round-trip.
package indirect enum JSON: Sendable, Equatable {
  case null
  case boolean(Bool)
  case number(Double)
  case text(String)
  /// Nested lists of numbers in the tensor's shape; a number if it has no axes.
  case tensor(Tensor)
  case list([JSON])
  /// Members in order; nil values are left out.
  case object([(String, JSON)])

  package static func == (a: JSON, b: JSON) -> Bool { a.line == b.line }

  package var line: String {
    var text = ""
    write(to: &text)
    return text
  }

  private func write(to text: inout String) {
    switch self {
    case .null: text += "null"
    case .boolean(let value): text += value ? "true" : "false"
    case .number(let value): JSON.write(value, to: &text)
    case .tensor(let tensor): JSON.write(tensor, to: &text)
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

  private static func write(_ value: Double, to text: inout String) {
    if value.isNaN {
      text += "\"NaN\""
    } else if value.isInfinite {
      text += value > 0 ? "\"Infinity\"" : "\"-Infinity\""
    } else {
      let digits = "\(value)"
      text += digits.hasSuffix(".0") ? digits.dropLast(2) : digits[...]
    }
  }

  private static func write(_ tensor: Tensor, to text: inout String) {
    func nest(_ axis: Int, _ start: Int, _ size: Int) {
      if axis == tensor.shape.rank { return write(tensor.values[start], to: &text) }
      let count = tensor.shape[axis]
      let part = count == 0 ? 0 : size / count
      text += "["
      for index in 0..<count {
        if index > 0 { text += ", " }
        nest(axis + 1, start + index * part, part)
      }
      text += "]"
    }
    nest(0, 0, tensor.shape.count)
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
