import Tensors
import Testing

@testable import Grading

@Suite("An answer's numbers")
struct AnswerComparisonTests {
  /// What is compared, and whether it agrees.
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let key: [Double]
    let answer: [Double]
    var precision = Precision.float64
    let agrees: Bool

    init(
      _ name: String, _ key: [Double], _ answer: [Double], _ precision: Precision = .float64,
      agrees: Bool
    ) {
      (self.name, self.key, self.answer) = (name, key, answer)
      (self.precision, self.agrees) = (precision, agrees)
    }

    var testDescription: String { name }
  }

  static let cases: [Case] = [
    Case("the same numbers", [1, -2, 3], [1, -2, 3], agrees: true),
    Case("float64 within its margin", [1, 2], [1.000009, 2], agrees: true),
    Case("float64 beyond its margin", [1, 2], [1.00002, 2], agrees: false),
    Case("an entry in which larger ones cancelled", [1, 1e-17], [1, -3e-17], agrees: true),
    Case("a small entry with the other sign", [1, 1e-7], [1, -1e-7], agrees: false),
    Case("a small entry left out", [1, 2e-8], [1, 0], agrees: false),
    Case("an entry below what the largest allows", [1, 2e-9], [1, 0], agrees: true),
    Case("zeros beside tiny numbers", [3e-12, -2e-12], [0, 0], agrees: false),
    Case("tiny numbers beside zeros", [0, 0], [1e-300, 0], agrees: false),
    Case("zeros beside zeros of the other sign", [0, -0.0], [-0.0, 0], agrees: true),
    Case("numbers at the upper end", [1e300, -1e300], [1.000001e300, -1e300], agrees: true),
    Case("numbers at the upper end with the wrong sign", [1.7e308], [-1.7e308], agrees: false),
    Case(
      "numbers at the lower end", [0x1p-1074, 0x1p-1030], [0x1p-1074, 0x1p-1030], agrees: true),
    Case("wrong numbers at the lower end", [0x1p-1030], [0x1p-1029], agrees: false),
    Case("float32 within its margin", [1, 2], [1.00008, 2], .float32, agrees: true),
    Case("float32 beyond its margin", [1, 2], [1.0002, 2], .float32, agrees: false),
    Case("float32 where larger entries cancelled", [1, 1e-8], [1, 5e-7], .float32, agrees: true),
    Case("float32 after many layers", [1, 2e-6], [1, 9e-6], .float32, agrees: true),
    Case("float32 with a small entry left out", [1, 2e-5], [1, 0], .float32, agrees: false),
    Case("float32 zeros beside tiny numbers", [3e-8, 1e-8], [0, 0], .float32, agrees: false),
    Case("float16 within its margin", [1, 2], [1.008, 2], .float16, agrees: true),
    Case("float16 beyond its margin", [1, 2], [1.02, 2], .float16, agrees: false),
    Case(
      "float16 where it has few digits", [3e-6, 1e-7], [2.98e-6, 1.19e-7], .float16, agrees: true),
    Case(
      "float16 zeros beside what it cannot hold", [2e-8, 1e-8], [0, 0], .float16, agrees: false),
    Case("whole numbers", [3, -4], [3, -4], .integer, agrees: true),
    Case("whole numbers for others", [3, -4.2], [3, -4], .integer, agrees: false),
    Case("nothing that is not finite", [.nan], [.nan], agrees: false),
    Case("nothing beside infinity", [.infinity, 1], [5, 1], agrees: false),
  ]

  @Test("agree as exactly as they are known", arguments: cases)
  func agreement(_ one: Case) {
    let comparison = AnswerComparison(
      .init(Tensor(vector: one.answer), one.precision), Assignment.Rules())
    #expect(comparison.agrees(with: Tensor(vector: one.key)) == one.agrees)
    #expect((comparison.difference(from: Tensor(vector: one.key)) == nil) == one.agrees)
  }

  /// Decimals as they are written, in one row.
  static let typed: [(key: [Double], text: String, expected: Finding.Difference?)] = [
    ([0.12345, 2.5], "0.1234 2.5", nil),
    ([0.12345, 2.5], "0.1235 2.500", nil),
    ([0.12345, 2.5], "0.1236 2.500", .entries(wrong: 1, of: 2, worst: [0])),
    // As many places as the largest entry needs are enough for the small ones.
    ([2.51449, 0.00312], "2.514 0.003", nil),
    ([2.51449, 0.00312], "2.514 0.00", .entries(wrong: 1, of: 2, worst: [1])),
    ([2.51449, 0.00312], "2.5145 0.0027", .entries(wrong: 1, of: 2, worst: [1])),
    ([2.51449, 0.00312], "2.5145 -0.00312", .entries(wrong: 1, of: 2, worst: [1])),
    ([0.12345, 0.2], "0.12 0.20", .digits(wrong: 1, needed: 4)),
    ([0.12345, 0.2], "0 0", .entries(wrong: 2, of: 2, worst: [0])),
    ([0.12345], "0.12345000001", nil),
    ([0.12345], "0.1235000000", .entries(wrong: 1, of: 1, worst: [0])),
    ([0.99996], "1.000", nil),
    // Programs leave zeros at the end out.
    ([0.12345, 0.20003], "0.1235 0.2", nil),
    ([0.12345, 0.2004], "0.1235 0.2", .digits(wrong: 1, needed: 4)),
    ([2.5144, 0.2004], "2.514 0.2", nil),
    ([-2.96963, 0.14964, 0.91032], "-2.97 0.15 0.91", nil),
    ([0.25003], "0.25", nil),
    ([0.25006], "0.25", .digits(wrong: 1, needed: 4)),
    ([0.12001, 0.00003], "0.12 0.0", nil),
    ([0.12001, 0.0003], "0.12 0.0", .digits(wrong: 1, needed: 4)),
    ([1234.5, 0.00019997], "1234 0.0002", nil),
    ([1234.5, 0.00020003], "1.234e3 2e-4", nil),
    ([1234.5, 0.2], "1234 0.3", .entries(wrong: 1, of: 2, worst: [1])),
    ([1234.5, 1.2], "1234 2", .entries(wrong: 1, of: 2, worst: [1])),
    ([1234.4, 3], "1234 3", nil),
    ([1234.6, 3], "1234 3", .entries(wrong: 1, of: 2, worst: [0])),
    ([1.23456e-7], "1.235e-7", nil),
    ([1.23456e-7], "0.0000001", .digits(wrong: 1, needed: 4)),
    ([1.23456e-7], "0.0000", .entries(wrong: 1, of: 1, worst: [0])),
    // 0.1 and 1/3 as float32, written out as float64.
    ([0.1, 1.0 / 3], "0.10000000149011612 0.3333333432674408", nil),
    ([0.10000904, 1.0 / 3], "0.10000000149011612 0.3333333432674408", nil),
    // The same with as many digits as tell them from other float32.
    ([0.10000904, 1.0 / 3], "0.1 0.333333343", nil),
    ([0.10000904, 1.0 / 3], "0.1 0.333333337", .digits(wrong: 1, needed: 4)),
    (
      [0.10000904, 1.0 / 3], "0.10000000000000001 0.33333333333333331",
      .entries(wrong: 1, of: 2, worst: [0])
    ),
  ]

  @Test("count for as many digits as were typed", arguments: typed)
  func decimals(key: [Double], text: String, expected: Finding.Difference?) {
    let comparison = AnswerComparison(Decimals.numbers(text), Assignment.Rules())
    #expect(comparison.difference(from: Tensor(vector: key)) == expected)
    #expect(comparison.agrees(with: Tensor(vector: key)) == (expected == nil))
  }

  @Test("show which entry is farthest off, however many are right")
  func worst() {
    var values = (0..<10_000).map { Double($0 % 97) - 48 }
    let key = Tensor(shape: Shape([100, 100]), values: values)
    values[4567] += 0.1
    values[9999] *= -1
    let comparison = AnswerComparison(
      .init(Tensor(shape: Shape([100, 100]), values: values), .float64), Assignment.Rules())
    #expect(
      comparison.difference(from: key) == .entries(wrong: 2, of: 10_000, worst: [99, 99]))
  }

  @Test("ask for the digits and the tolerance of the assignment")
  func rules() {
    var rules = Assignment.Rules()
    rules.digits = 2
    #expect(
      AnswerComparison(Decimals.numbers("0.12"), rules).agrees(with: Tensor(vector: [0.1234])))
    rules.tolerance = 1e-3
    #expect(
      AnswerComparison(.init(Tensor(2.001), .float64), rules).agrees(with: Tensor(2)))
  }

  @Test(
    "may stand in a row or column of their own, but not turned",
    arguments: [
      ([3], [1, 3], true), ([3], [3, 1], true), ([1, 3], [3], true), ([], [1], true),
      ([1, 1], [], true), ([3, 1], [1, 3], false), ([2, 3], [6], false), ([2, 3], [3, 2], false),
      ([2, 3], [1, 2, 3], false), ([3], [4], false),
    ])
  func shapes(got: [Int], expected: [Int], isLike: Bool) {
    let (got, expected) = (Shape(got), Shape(expected))
    let comparison = AnswerComparison(
      .init(Tensor(repeating: 2, shape: got), .float64), Assignment.Rules())
    let key = Tensor(repeating: 2, shape: expected)
    #expect(comparison.agrees(with: key) == isLike)
    #expect(
      comparison.difference(from: key) == (isLike ? nil : .shape(got: got, expected: expected)))
  }
}

/// Decimals read as a submission's reader reads them, written anew to check that one.
enum Decimals {
  static func numbers(_ text: String, shape: Shape? = nil) -> Answer.Numbers {
    let words = text.split(separator: " ").map(String.init)
    let values = words.map { Double($0) ?? .nan }
    return Answer.Numbers(
      Tensor(shape: shape ?? Shape([values.count]), values: values), .typed(words.map(typed)))
  }

  private static func typed(_ word: String) -> TypedNumber {
    let parts = word.lowercased().split(separator: "e")
    let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    let mantissa = parts[0].filter { $0.isNumber || $0 == "." }
    let places = mantissa.firstIndex(of: ".").map {
      mantissa.distance(from: $0, to: mantissa.endIndex) - 1
    }
    let digits = mantissa.filter(\.isNumber).drop { $0 == "0" }.count
    return TypedNumber(unit: Double("1e\(exponent - (places ?? 0))") ?? 0, digits: digits)
  }
}
