import Tensors
import Testing

@testable import Datasets

@Suite("A decimal number in a table")
struct DecimalNumberTests {
  static func value(_ text: String) -> Double? {
    // With other bytes around it, which must not be read.
    let bytes = Array("9\(text)9".utf8)
    return DecimalNumber.value(of: bytes, in: 1..<bytes.count - 1)
  }

  @Test(
    "is the nearest double",
    arguments: [
      "0", "-0", "+1", "7.", ".5", "-.5", "0005", "1e0", "1E+2", "1e-2", "3.14159", "1e22", "1e23",
      "9007199254740993", "9007199254740992.5", "123456789012345678", "18446744073709551615",
      "18446744073709551616", "99999999999999999999999", "0.1", "0.30000000000000004",
      "1.7976931348623157e308", "1.8e308", "-1e400", "1e-400", "5e-324", "2.4703282292062327e-324",
      "2.2250738585072011e-308", "1e27", "1e28", "1e-27", "1e-28", "12345678901234567890e-30",
      "0.000000000000000000000000000000000000012345", "100000000000000000000000000000000e-32",
      "1.000000000000000000000000000000000000001", "1.00000000000000011102230246251565404",
      "1e99999999999999999999", "1e-99999999999999999999", "0e99999999",
      "1000000000000000000000000e-24", "8.5e0", "4.35", "0.000001", "123456.789e-3",
    ])
  func nearest(text: String) throws {
    let expected = try #require(Double(text))
    #expect(Self.value(text)?.bitPattern == expected.bitPattern)
  }

  @Test("is the nearest double whatever its digits and its exponent")
  func nearestOfRandomNumbers() throws {
    var state = RandomState(seed: 4)
    for _ in 0..<20_000 {
      let digits = (0..<state.integer(in: 1..<23)).map { _ in "\(state.integer(in: 0..<10))" }
      let point = state.integer(in: 0..<digits.count + 1)
      let exponent = state.integer(in: -45..<46)
      let text =
        digits[..<point].joined() + "." + digits[point...].joined()
        + (state.bernoulli(0.5) ? "e\(exponent)" : "")
      let expected = try #require(Double(text))
      try #require(Self.value(text)?.bitPattern == expected.bitPattern, "\(text)")
    }
  }

  @Test("comes back as it was written")
  func roundTrip() {
    var state = RandomState(seed: 5)
    for _ in 0..<5000 {
      let value = state.normal() * (state.bernoulli(0.5) ? 1 : 1e-12)
      #expect(Self.value("\(value)") == value)
    }
  }

  @Test("may be infinite", arguments: ["inf", "INF", "+inf", "Infinity"])
  func infinity(text: String) {
    #expect(Self.value(text) == .infinity)
    #expect(Self.value("-" + text.drop { $0 == "+" }) == -.infinity)
  }

  @Test(
    "is nothing else",
    arguments: [
      "", "+", "-", ".", "e5", "-.e1", "1e", "1e+", "1e-", "1.2.3", "1,5", "1 2", "--1", "0x10",
      "1_000", "nan", "infin", ".inf", "1f", "1e5.0", "½", "１", "1\u{0}", "in", "1e5e5",
    ])
  func notANumber(text: String) {
    #expect(Self.value(text) == nil)
  }
}
