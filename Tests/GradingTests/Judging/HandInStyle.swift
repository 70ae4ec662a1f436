import Foundation
import Tensors

@testable import Grading

/// How answers become a file: what people type, and what programs write.
struct HandInStyle: Sendable {
  let name: String
  /// How many significant digits of the largest entry reach the grader for sure; nil if all that
  /// the type has.
  let digits: Int?
  /// Whether the numbers went through float32.
  let isSingle: Bool
  private let format: Format

  private enum Format: Sendable {
    /// Numbers in nested lists, each written by itself.
    case json(Write)
    /// A row a line.
    case table(Write)
    /// A statement for each answer.
    case statements(Write)
    /// NumPy's arrays with entries of so many bytes.
    case arrays(bytes: Int)
  }

  /// Writes an entry of a tensor with a largest one.
  private typealias Write = @Sendable (_ value: Double, _ largest: Double) -> String

  private init(_ name: String, digits: Int? = nil, isSingle: Bool = false, _ format: Format) {
    (self.name, self.digits, self.isSingle, self.format) = (name, digits, isSingle, format)
  }

  // MARK: - The styles

  static let all: [HandInStyle] = programs + (4...8).flatMap(typed) + others

  private static let programs = [
    HandInStyle("json.dump", .json { value, _ in "\(value)" }),
    HandInStyle("17 digits", .json { value, _ in String(format: "%.17g", value) }),
    HandInStyle("16 decimals and an exponent", .json { value, _ in format("%.16e", value) }),
    HandInStyle(
      "float32 as float64", isSingle: true, .json { value, _ in "\(Double(Float(value)))" }),
    HandInStyle("float32", isSingle: true, .json { value, _ in "\(Float(value))" }),
    HandInStyle(
      "float32 in 9 digits", isSingle: true, .json { value, _ in format("%.9g", value) }),
    HandInStyle("numpy.savetxt", .table { value, _ in format("%.18e", value) }),
    HandInStyle(
      "numpy.savetxt of float32", isSingle: true,
      .table { value, _ in format("%.18e", Double(Float(value))) }),
    HandInStyle("numpy.save", .arrays(bytes: 8)),
    HandInStyle("numpy.save of float32", isSingle: true, .arrays(bytes: 4)),
  ]

  private static func typed(_ digits: Int) -> [HandInStyle] {
    [
      HandInStyle(
        "\(digits) significant digits", digits: digits,
        .json { value, _ in format("%.\(digits)g", value) }),
      HandInStyle(
        "\(digits) digits and an exponent", digits: digits,
        .json { value, _ in format("%.\(digits - 1)e", value) }),
      HandInStyle(
        "decimals of \(digits) digits", digits: digits,
        .json { value, largest in decimals(value, digits, largest) }),
      // Zeros at its end are left out, so that 0.25 may be known to four digits only.
      HandInStyle(
        "round to \(digits) digits", digits: 4,
        .json { value, largest in rounded(value, digits, largest) }),
    ]
  }

  private static let others = [
    HandInStyle(
      "a large E and all signs", digits: 4,
      .json { value, _ in format("%+.3E", value) }),
    HandInStyle(
      "no zero before the point", digits: 4,
      .json { value, largest in
        decimals(value, 4, largest).replacing("-0.", with: "-.").replacing(/^0\./, with: ".")
      }),
    HandInStyle(
      "zeros with a sign", digits: 4,
      .json { value, largest in
        let text = decimals(value, 4, largest)
        return Double(text) == 0 ? "-0" : text
      }),
    HandInStyle(
      "a table of decimals", digits: 4,
      .table { value, largest in decimals(value, 4, largest) }),
    HandInStyle(
      "statements of decimals", digits: 5,
      .statements { value, largest in decimals(value, 5, largest) }),
    HandInStyle("statements of numbers", .statements { value, _ in "\(value)" }),
  ]

  private static func format(_ format: String, _ value: Double) -> String {
    String(format: format, value)
  }

  /// As many decimals as give the largest entry the digits.
  private static func decimals(_ value: Double, _ digits: Int, _ largest: Double) -> String {
    let places = largest > 0 ? max(0, digits - 1 - Int(floor(log10(largest)))) : digits
    return format("%.\(places)f", value)
  }

  /// What Python prints for `round(value, places)`.
  private static func rounded(_ value: Double, _ digits: Int, _ largest: Double) -> String {
    Double(decimals(value, digits, largest)).map { "\($0)" } ?? "nan"
  }

  // MARK: - Handing in

  /// What a reader makes of the answers written in this style.
  func submission(_ answers: [String: Tensor], to reader: SubmissionReader) -> Submission {
    var read: [String: Answer] = [:]
    for (name, bytes) in files(answers) {
      let submission = reader.read(bytes: bytes, name: name, student: "ada")
      guard case .answers(let found, _) = submission.content else { return submission }
      read.merge(found) { one, other in other == .blank ? one : other }
    }
    return Submission(student: "ada", .answers(read, statements: nil))
  }

  private func files(_ answers: [String: Tensor]) -> [(name: String, bytes: [UInt8])] {
    let answers = answers.sorted { $0.key < $1.key }
    switch format {
    case .json(let write):
      let members = answers.map { "\"\($0)\": \(HandInStyle.lists($1, write))" }
      return [("ada.json", Array("{\(members.joined(separator: ", "))}".utf8))]
    case .statements(let write):
      let lines = answers.map { "\($0) = \(HandInStyle.lists($1, write))" }
      return [("ada.grad", Array(lines.joined(separator: "\n").utf8))]
    case .table(let write):
      return answers.map { ("\($0).csv", Array(HandInStyle.rows($1, write).utf8)) }
    case .arrays(let bytes):
      return answers.map { ("\($0).npy", HandInStyle.array($1, bytes: bytes)) }
    }
  }

  private static func words(_ tensor: Tensor, _ write: Write) -> [String] {
    let largest = tensor.values.reduce(0) { max($0, abs($1)) }
    return tensor.values.map { write($0, largest) }
  }

  private static func lists(_ tensor: Tensor, _ write: Write) -> String {
    var parts = words(tensor, write)
    for length in tensor.shape.dimensions.reversed() {
      parts = stride(from: 0, to: parts.count, by: length).map {
        "[\(parts[$0..<$0 + length].joined(separator: ", "))]"
      }
    }
    return parts[0]
  }

  private static func rows(_ tensor: Tensor, _ write: Write) -> String {
    let words = words(tensor, write)
    let length = tensor.shape.dimensions.last ?? 1
    return stride(from: 0, to: words.count, by: length).map {
      words[$0..<$0 + length].joined(separator: ",") + "\n"
    }.joined()
  }

  /// A file of NumPy's, version 1.0, in the order of C, the least byte first.
  private static func array(_ tensor: Tensor, bytes: Int) -> [UInt8] {
    var sizes = tensor.shape.dimensions.map(String.init).joined(separator: ", ")
    if tensor.shape.rank == 1 { sizes += "," }
    let header = "{'descr': '<f\(bytes)', 'fortran_order': False, 'shape': (\(sizes)), }\n"
    var file: [UInt8] = [0x93] + Array("NUMPY".utf8) + [1, 0]
    file += [UInt8(header.utf8.count & 0xFF), UInt8(header.utf8.count >> 8)] + Array(header.utf8)
    for value in tensor.values {
      let bits = bytes == 8 ? value.bitPattern : UInt64(Float(value).bitPattern)
      file += (0..<bytes).map { UInt8(truncatingIfNeeded: bits >> (8 * UInt64($0))) }
    }
    return file
  }

  // MARK: - What can be seen

  /// Whether a grader can tell an entry from the right one: they are farther apart than the rules
  /// allow for such numbers, and than what writing them down leaves open.
  func tells(_ got: Double, from right: Double, largest: (got: Double, right: Double)) -> Bool {
    let (part, share) = isSingle ? (1e-4, 1e-5) : digits == nil ? (1e-5, 1e-8) : (1e-5, 1e-6)
    let written = digits.map { pow(10, Double(1 - $0)) * max(largest.got, largest.right) } ?? 0
    let float = isSingle ? 1e-6 * abs(got) : 0
    return abs(got - right) > part * abs(right) + share * largest.right + written + float
  }

  /// Whether a grader can tell a tensor from the right one.
  func tells(_ got: Tensor, from right: Tensor) -> Bool {
    guard got.shape.isLike(right.shape) else { return true }
    func largest(_ tensor: Tensor) -> Double { tensor.values.reduce(0) { max($0, abs($1)) } }
    let sizes = (got: largest(got), right: largest(right))
    return zip(got.values, right.values).contains { tells($0, from: $1, largest: sizes) }
  }
}
