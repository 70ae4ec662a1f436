import Tensors
import Testing

@testable import Datasets

@Suite("A file of arrays with random changes")
struct MutatedArrayTests {
  /// Numbers at which sizes and offsets go wrong.
  private static let edges: [UInt8] = [0, 1, 0x7f, 0x80, 0xff, 0x50, 0x4b, 0x27, 0x28, 0x2c, 0x39]

  @Test("gives arrays or an error, never a trap", arguments: 0..<4)
  func mutations(part: UInt32) throws {
    let names = try Fixture.arrays(endingWith: ".npy") + Fixture.arrays(endingWith: ".npz")
    let files = try names.map { try Fixture.bytes("arrays/\($0)") } + [Zip.small]
    var random = RandomState(seed: part)
    let limits = ArrayLimits(bytes: 1 << 20)
    var (read, refused) = (0, 0)
    for _ in 0..<5000 {
      // Archives have more to go wrong.
      let isArchive = random.bernoulli(0.6)
      let candidates = files.indices.filter { (files[$0].first == 0x50) == isArchive }
      var bytes = files[candidates[random.integer(in: 0..<candidates.count)]]
      for _ in 0...random.integer(in: 0..<4) { Self.change(&bytes, &random) }
      do {
        let arrays = try ArrayFile.load(bytes: bytes, limits: limits)
        #expect(arrays.allSatisfy { $0.tensor.values.count == $0.tensor.shape.count })
        read += 1
      } catch is DatasetError {
        refused += 1
      }
    }
    // Changes of numbers in plain arrays go unseen; those of anything else must not.
    #expect(read > 100 && refused > 2500, "\(read) read, \(refused) refused")
  }

  private static func change(_ bytes: inout [UInt8], _ random: inout RandomState) {
    guard !bytes.isEmpty else { return }
    let place = random.integer(in: 0..<bytes.count)
    switch random.integer(in: 0..<6) {
    case 0: bytes[place] = UInt8(random.integer(in: 0..<256))
    case 1: bytes[place] = edges[random.integer(in: 0..<edges.count)]
    case 2: bytes.removeSubrange(place..<min(place + random.integer(in: 1..<9), bytes.count))
    case 3: bytes.insert(edges[random.integer(in: 0..<edges.count)], at: place)
    case 4: bytes.removeLast(random.integer(in: 0..<bytes.count))
    default:
      // Within the directory, where sizes and offsets are.
      let tail = max(0, bytes.count - random.integer(in: 1..<80))
      bytes[tail] = edges[random.integer(in: 0..<edges.count)]
    }
  }
}
