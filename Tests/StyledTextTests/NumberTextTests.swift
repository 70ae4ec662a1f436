import Testing

@testable import StyledText

@Suite("Numbers as text")
struct NumberTextTests {
  @Test(
    "six significant digits",
    arguments: [
      (-4.499, "-4.499"), (2.1639495, "2.16395"), (89.927155, "89.9272"), (0.924235, "0.924235"),
      (1.0, "1"), (100.0, "100"), (1_234_567.0, "1234567"), (1_234_567.5, "1.23457e6"),
      (999_999.7, "1e6"), (123_456.4, "123456"), (99_999.96, "100000"), (1e-9, "1e-9"),
      (1.5e-9, "1.5e-9"), (0.0001, "0.0001"), (0.00001, "1e-5"), (1e15, "1e15"), (1e20, "1e20"),
      (999_999_999_999_999.0, "999999999999999"), (-0.0, "0"), (0.0, "0"), (1.0 / 3, "0.333333"),
      (.nan, "nan"), (.infinity, "inf"), (-.infinity, "-inf"),
      (.leastNonzeroMagnitude, "4.94066e-324"),
      (.greatestFiniteMagnitude, "1.79769e308"), (-1e-7, "-1e-7"), (0.5, "0.5"), (120.5, "120.5"),
      (0.1 + 0.2, "0.3"), (-1234.5678, "-1234.57"),
    ])
  func significant(value: Double, text: String) {
    #expect(NumberText.significant(value) == text)
  }

  @Test(
    "other numbers of digits",
    arguments: [
      (2.0 / 3, 1, "0.7"), (2.0 / 3, 3, "0.667"), (2.0 / 3, 17, "0.66666666666666663"),
      (0.1, 17, "0.10000000000000001"), (1234.5, 2, "1.2e3"), (9.99, 2, "10"), (2.5, 0, "2"),
      (2.5, 99, "2.5"), (1234.5, -3, "1e3"),
    ])
  func digits(value: Double, digits: Int, text: String) {
    #expect(NumberText.significant(value, digits: digits) == text)
  }

  @Test(
    "exact numbers are as short as can be",
    arguments: [
      (0.1, "0.1"), (1.0, "1"), (-2.0, "-2"), (1e-9, "1e-9"), (1e16, "1e16"), (1e300, "1e300"),
      (0.1 + 0.2, "0.30000000000000004"), (.nan, "nan"), (.infinity, "inf"), (-.infinity, "-inf"),
      (-0.0, "-0"), (.leastNonzeroMagnitude, "5e-324"), (1.5e-7, "1.5e-7"),
    ])
  func exact(value: Double, text: String) {
    #expect(NumberText.exact(value) == text)
  }

  @Test("exact numbers read back bit for bit")
  func roundTrip() {
    var state: UInt64 = 1
    for _ in 0..<10_000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let value = Double(bitPattern: state)
      guard value.isFinite else { continue }
      #expect(Double(NumberText.exact(value)) == value)
      let rounded = Double(NumberText.significant(value, digits: 17))
      #expect(rounded == value)
    }
  }

  @Test("points stand below each other")
  func alignment() {
    #expect(
      NumberText.alignedAtPoint(["-4.499", "89.9272", "2", "1e-9", "-inf"])
        == ["  -4.499", "  89.9272", "   2", "   1e-9", "-inf"])
  }
}
