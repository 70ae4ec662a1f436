import Tensors
import Testing

@testable import Datasets

@Suite("An augmentation")
struct AugmentationTests {
  private let size = Augmentation.Size(height: 2, width: 3)
  private let images = Tensor(
    shape: Shape([2, 6]), values: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])

  private func copies(_ augmentation: Augmentation, seed: UInt32 = 0) throws -> [[Double]] {
    var random = RandomState(seed: seed)
    let tensor = try augmentation.appended(
      1, to: images, size: size, isChanged: true, &random)
    #expect(tensor.shape == Shape([4, 6]))
    #expect(Array(tensor.values.prefix(12)) == images.values)
    return [Array(tensor.values[12..<18]), Array(tensor.values[18..<24])]
  }

  /// An image of 2×3 as a picture moves it: by a formula of its own, place by place.
  private func moved(
    _ image: [Double], mirrored: Bool, down: Int, right: Int
  ) -> [Double] {
    var result = [Double](repeating: 0, count: 6)
    for y in 0..<2 {
      for x in 0..<3 {
        let (toY, toX) = (y + down, (mirrored ? 2 - x : x) + right)
        if (0..<2).contains(toY), (0..<3).contains(toX) { result[3 * toY + toX] = image[3 * y + x] }
      }
    }
    return result
  }

  @Test("adds noise · randn to each entry of each copy, in order")
  func noise() throws {
    var random = RandomState(seed: 0)
    let expected = images.values.map { $0 + 0.1 * random.normal() }
    #expect(try copies(Augmentation(noise: 0.1)).flatMap { $0 } == expected)
  }

  @Test("mirrors and moves images by what it draws, and fills with zeros", arguments: 0..<20)
  func movement(seed: UInt32) throws {
    var random = RandomState(seed: seed)
    let expected = [0, 6].map { start in
      let mirrored = random.uniform() < 0.5
      let (down, right) = (random.integer(in: -2..<3), random.integer(in: -2..<3))
      return moved(
        Array(images.values[start..<start + 6]), mirrored: mirrored, down: down, right: right)
    }
    #expect(try copies(Augmentation(shift: 2, flips: true), seed: seed) == expected)
  }

  @Test("moves the channels of an image together")
  func channels() throws {
    var random = RandomState(seed: 4)
    let picture = Tensor(shape: Shape([1, 2, 2, 2]), values: [1, 2, 3, 4, 1, 2, 3, 4])
    let size = try #require(Augmentation.Size(of: picture.shape, height: nil, width: nil))
    let result = try Augmentation(shift: 1, flips: true).appended(
      10, to: picture, size: size, isChanged: true, &random)
    #expect(result.shape == Shape([11, 2, 2, 2]))
    for copy in 0..<11 {
      let values = result.values[8 * copy..<8 * copy + 8]
      #expect(Array(values.prefix(4)) == Array(values.suffix(4)))
    }
  }

  @Test("repeats what it does not change and draws nothing for it")
  func labels() throws {
    var random = RandomState(seed: 0)
    let labels = Tensor(vector: [3, 1])
    let result = try Augmentation(noise: 1).appended(
      2, to: labels, size: Augmentation.Size(height: 1, width: 1), isChanged: false, &random)
    #expect(result.values == [3, 1, 3, 1, 3, 1])
    #expect(random == RandomState(seed: 0))
  }

  @Test(
    "knows the size of images by their axes, or if their rows are squares or a side is said",
    arguments: [
      ([5, 64], nil, nil, 8, 8), ([5, 12], 3, nil, 3, 4), ([5, 12], nil, 6, 2, 6),
      ([5, 12], 4, 3, 4, 3), ([5, 1, 7, 9], nil, nil, 7, 9), ([5, 7, 9], 7, 9, 7, 9),
      ([0, 16], nil, nil, 4, 4),
    ] as [([Int], Int?, Int?, Int, Int)])
  func sizes(shape: [Int], height: Int?, width: Int?, rows: Int, columns: Int) {
    #expect(
      Augmentation.Size(of: Shape(shape), height: height, width: width)
        == Augmentation.Size(height: rows, width: columns))
  }

  @Test(
    "has no size for rows that are no images of that kind",
    arguments: [
      ([5, 12], nil, nil), ([5, 12], 5, nil), ([5, 12], nil, 13), ([5, 12], 3, 5), ([5], nil, nil),
      ([5, 0], nil, nil), ([5, 1, 7, 9], 9, nil), ([5, 12], Int.max, Int.max),
    ] as [([Int], Int?, Int?)])
  func noSizes(shape: [Int], height: Int?, width: Int?) {
    #expect(Augmentation.Size(of: Shape(shape), height: height, width: width) == nil)
  }

  @Test("leaves the random numbers as they were when it is stopped")
  func interruption() {
    var random = RandomState(seed: 1)
    #expect(throws: Interrupted.self) {
      try Augmentation(noise: 1).appended(
        1, to: images, size: size, isChanged: true, &random, interruption: Interruption { true })
    }
    #expect(random == RandomState(seed: 1))
  }
}
