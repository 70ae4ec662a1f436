import Tensors
import Testing

@Suite("A summary")
struct TensorSummaryTests {
  @Test(
    "has a mean and a deviation where squares would overflow or vanish",
    arguments: [1e300, 1e200, 1e-200, 1e-300, 1.7e308])
  func extremes(size: Double) throws {
    let summary = try TensorSummary(of: Tensor(vector: [size, size / 2, .infinity, size / 4, 0]))
    #expect(summary.count == 4)
    #expect(abs(summary.mean / (size / 4 * 1.75) - 1) < 1e-14)
    #expect(abs(summary.deviation / (size * 0.369754986443726) - 1) < 1e-14)
    #expect(summary.smallest == 0 && summary.largest == size)
  }

  @Test("of numbers like 2^-1074 is not 0")
  func smallest() throws {
    let tiny = Double.leastNonzeroMagnitude
    let summary = try TensorSummary(of: Tensor(vector: [tiny * 2, tiny * 2]))
    #expect(summary.mean == tiny * 2 && summary.deviation == 0)
  }
}
