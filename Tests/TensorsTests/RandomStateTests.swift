import CKernels
import Foundation
import Tensors
import TestSupport
import Testing

@Suite("Random numbers")
struct RandomStateTests {
  /// What NumPy draws from one seed, in the order of the properties.
  struct Recording: Decodable {
    let seed: UInt32
    let randn5: [Double]
    let rand3: [Double]
    let randn2x3: [[Double]]
    let permutation10: [Int]
    let integers: [Int]
    let uniform: [Double]

    enum CodingKeys: String, CodingKey {
      case seed, randn5, rand3, randn2x3, permutation10
      case integers = "randint_0_10_size6"
      case uniform = "uniform_-2_2_size4"
    }
  }

  @Test("equal NumPy's to the last bit")
  func equalRecordings() throws {
    let file = try #require(
      Bundle.module.url(
        forResource: "numpy_random", withExtension: "json", subdirectory: "Fixtures"))
    let recordings = try JSONDecoder().decode([Recording].self, from: Data(contentsOf: file))
    #expect(recordings.map(\.seed) == [0, 1, 42, 2024])
    for recording in recordings {
      var state = RandomState(seed: recording.seed)
      #expect((0..<5).map { _ in state.normal() } == recording.randn5)
      #expect((0..<3).map { _ in state.uniform() } == recording.rand3)
      #expect((0..<6).map { _ in state.normal() } == recording.randn2x3.flatMap { $0 })
      #expect(state.permutation(10) == recording.permutation10)
      #expect((0..<6).map { _ in state.integer(in: 0..<10) } == recording.integers)
      #expect((0..<4).map { _ in state.uniform(-2, 2) } == recording.uniform)
    }
  }

  /// Checksums of NumPy 2.4.6's draws, one for each line of the test.
  static let checksums: [(UInt32, [UInt64])] = [
    (
      0,
      [
        0xb322_2976_cbe8_4c27, 0x7456_4304_ab87_c925, 0xeb2c_6822_e645_d535,
        0x325c_0c19_8961_3a8c, 0xf55a_f225_19fa_7046, 0xdc17_c5c9_9310_156e,
        0x6736_ac1a_68db_e525, 0x0443_6aa7_3209_6806, 0xd01a_5dba_f5f8_c26c,
        0x4a90_b2a4_fe10_c8c8,
      ]
    ),
    (
      5489,
      [
        0x0246_bd3c_10d4_0014, 0x5166_2540_83e0_67c8, 0xf225_9ed2_a224_76d3,
        0xd4ea_801f_8a8d_56e6, 0xcfb0_9e7a_05bc_60b5, 0xb583_41be_f2e8_3cc9,
        0x238b_297e_cb37_719a, 0x86a9_366b_3d08_5572, 0x8360_5181_39e0_b499,
        0x64d0_b3f9_bbf5_b277,
      ]
    ),
    (
      4_294_967_295,
      [
        0x7f12_6940_6638_7ac4, 0x5775_2520_4c18_5da3, 0xbced_feeb_6b5f_22b7,
        0x49bb_272e_259b_e1c6, 0x79a6_67e7_7176_ba9f, 0x8593_eb0d_c2c5_dc3f,
        0x01a3_9cfa_372f_7b90, 0xff0b_e2c9_3c56_dcc3, 0x3a4a_7c6b_2731_1ee1,
        0xc164_8032_ad58_5b38,
      ]
    ),
  ]

  @Test("equal NumPy's over long runs, wide ranges and extreme seeds", arguments: checksums)
  func equalChecksums(seed: UInt32, expected: [UInt64]) {
    var state = RandomState(seed: seed)
    func checksum(_ count: Int, _ draw: () -> UInt64) -> UInt64 {
      (0..<count).reduce(0xcbf2_9ce4_8422_2325) { sum, _ in
        (sum ^ draw()) &* 0x0000_0100_0000_01b3
      }
    }
    func integers(_ count: Int, in range: Range<Int>) -> UInt64 {
      checksum(count) { UInt64(bitPattern: Int64(state.integer(in: range))) }
    }
    // An odd number of normal numbers: the spare one must survive everything that follows.
    #expect(checksum(10_001) { state.normal().bitPattern } == expected[0])
    #expect(checksum(10_000) { state.uniform().bitPattern } == expected[1])
    var order = state.permutation(1000).makeIterator()
    #expect(checksum(1000) { UInt64(order.next() ?? -1) } == expected[2])
    #expect(integers(10_000, in: -3..<1000) == expected[3])
    #expect(integers(100, in: 0..<1 << 32) == expected[4])
    #expect(integers(1000, in: -1 << 62..<1 << 62) == expected[5])
    #expect(integers(100, in: Int.min..<Int.max) == expected[6])
    #expect(state.integer(in: 5..<6) == 5, "no draw is spent on a range of one")
    #expect(checksum(1000) { state.uniform(-1e3, 7.5).bitPattern } == expected[7])
    #expect(checksum(1000) { state.bernoulli(0.3) ? 1 : 0 } == expected[8])
    #expect(checksum(3) { state.normal().bitPattern } == expected[9])
  }

  @Test("fill a buffer with what single calls draw")
  func fillingEqualsSingleCalls() throws {
    let distributions: [(RandomState.Distribution, (inout RandomState) -> Double)] = [
      (.uniform(-2, 3), { $0.uniform(-2, 3) }),
      (.normal, { $0.normal() }),
      (.integer(-5..<7), { Double($0.integer(in: -5..<7)) }),
      (.bernoulli(0.25), { $0.bernoulli(0.25) ? 1 : 0 }),
    ]
    for (distribution, draw) in distributions {
      var filled = RandomState(seed: 3)
      var single = filled
      let tensor = try filled.tensor(Shape([3, 5]), from: distribution)
      #expect(tensor.values == (0..<15).map { _ in draw(&single) })
      #expect(filled == single)
    }
  }

  @Test("fill with the bits of the C library's logarithm, a million times, at every level")
  func logarithms() throws {
    let count = 1_000_001
    var filled = RandomState(seed: 11)
    var single = filled
    let tensor = try filled.tensor(Shape([count]), from: .normal)
    let expected = (0..<count).map { _ in single.normal() }
    #expect(tensor.values.elementsEqual(expected) { $0.bitPattern == $1.bitPattern })
    #expect(filled == single)
    let levels: [ck_level] = [.baseline, .avx2, .avx512]
    var found: [[Double]] = []
    for level in levels where level.rawValue <= ck_best_level().rawValue {
      var words = (0..<Int(ck_random_words)).map { UInt32($0) &* 2_654_435_761 &+ 7 }
      var outputs = words
      var normals = [Double](repeating: 0, count: count - 1)
      words.withUnsafeMutableBufferPointer { words in
        outputs.withUnsafeMutableBufferPointer { outputs in
          var random = ck_random(
            words: words.baseAddress, outputs: outputs.baseAddress,
            position: Int(ck_random_words))
          ck_normal_pairs(level, &random, normals.count / 2, &normals)
        }
      }
      found.append(normals)
    }
    for normals in found.dropFirst() { #expect(normals == found[0]) }
  }

  @Test("of an interrupted filling are not used up")
  func interruptedFilling() {
    let questions = Questions()
    let interruption = Interruption { questions.next() == 3 }
    var state = RandomState(seed: 1)
    #expect(throws: Interrupted()) {
      try state.tensor(Shape([1_000_000]), from: .normal, interruption: interruption)
    }
    #expect(questions.count == 3)
    #expect(state == RandomState(seed: 1))
  }

  @Test("fill an empty tensor without a draw")
  func emptyFilling() throws {
    var state = RandomState(seed: 1)
    #expect(try state.tensor(Shape([0, 4]), from: .normal).values.isEmpty)
    #expect(state == RandomState(seed: 1))
  }

  @Test("give permutations of few numbers", arguments: [-1, 0, 1, 2, 5])
  func shortPermutations(n: Int) {
    var state = RandomState(seed: 8)
    #expect(state.permutation(n).sorted() == Array(0..<max(n, 0)))
  }
}
