import Networks
import Tensors
import Testing

@Suite("Fans of weight tensors")
struct FansTests {
  @Test(
    "count what one unit reads and feeds",
    arguments: [
      ([], 1, 1), ([5], 5, 5), ([2, 100], 2, 100), ([16, 8, 3], 24, 48), ([16, 8, 3, 3], 72, 144),
    ])
  func fans(dimensions: [Int], input: Int, output: Int) {
    let fans = Fans(of: Shape(dimensions))
    #expect(fans.input == input)
    #expect(fans.output == output)
  }
}
