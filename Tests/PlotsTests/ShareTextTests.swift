import Plots
import Testing

@Suite("A share")
struct ShareTextTests {
  static let shares: [(Double, whole: String, tenth: String)] = [
    (0, "0%", "0.0%"), (1, "100%", "100.0%"), (0.25, "25%", "25.0%"), (0.973, "97%", "97.3%"),
    (1.0.nextDown, ">99%", ">99.9%"), (0.9996, ">99%", ">99.9%"), (0.9994, ">99%", "99.9%"),
    (0.994, "99%", "99.4%"), (.leastNonzeroMagnitude, "<1%", "<0.1%"), (0.0004, "<1%", "<0.1%"),
    (0.0006, "<1%", "0.1%"), (0.006, "1%", "0.6%"), (.nan, "nan", "nan"),
  ]

  @Test("is told as 0% or 100% only if it is that", arguments: shares)
  func texts(share: Double, whole: String, tenth: String) {
    #expect(ShareText.percent(share) == whole)
    #expect(ShareText.tenths(share) == tenth)
  }

  @Test("of a number of things is that of their quotient, and of nothing 0%")
  func parts() {
    #expect(ShareText.percent(1, of: 8) == "13%" && ShareText.tenths(1, of: 8) == "12.5%")
    #expect(ShareText.percent(0, of: 0) == "0%" && ShareText.tenths(0, of: 0) == "0.0%")
    let many = 1 << 40
    #expect(ShareText.percent(many - 1, of: many) == ">99%")
    #expect(ShareText.tenths(1, of: many) == "<0.1%")
  }
}
