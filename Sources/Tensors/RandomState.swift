internal import CKernels
import Glibc

/// Random numbers, bit for bit those of `numpy.random.RandomState(seed)`.
///
/// The generator is MT19937 (Matsumoto and Nishimura 1998), period 2^19937 - 1.
package struct RandomState: Sendable, Equatable {
  private static let stateSize = Int(ck_random_words)

  private var words: [UInt32]

  /// The words as they are given out, and how many of them have been.
  private var outputs: [UInt32]
  private var position = RandomState.stateSize

  /// The second of a pair of normal numbers, kept for the next call.
  private var spareNormal: Double?

  package init(seed: UInt32) {
    words = Array(repeating: seed, count: RandomState.stateSize)
    outputs = words
    for i in 1..<RandomState.stateSize {
      let previous = words[i - 1]
      words[i] = 1_812_433_253 &* (previous ^ (previous >> 30)) &+ UInt32(i)
    }
  }

  /// A number from [0, 1) in steps of 2^-53.
  package mutating func uniform() -> Double {
    let high = Double(nextWord() >> 5)
    let low = Double(nextWord() >> 6)
    return (high * 67_108_864 + low) / 9_007_199_254_740_992
  }

  /// A number between `low` and `high`.
  package mutating func uniform(_ low: Double, _ high: Double) -> Double {
    low + (high - low) * uniform()
  }

  /// A number from the standard normal distribution, by Marsaglia's polar method.
  package mutating func normal() -> Double {
    if let spare = spareNormal {
      spareNormal = nil
      return spare
    }
    var x, y, square: Double
    repeat {
      x = 2 * uniform() - 1
      y = 2 * uniform() - 1
      square = x * x + y * y
    } while square >= 1 || square == 0
    let scale = (-2 * log(square) / square).squareRoot()
    spareNormal = scale * x
    return scale * y
  }

  /// An integer of the range, each equally likely; as `randint(lo, hi)`.
  package mutating func integer(in range: Range<Int>) -> Int {
    precondition(!range.isEmpty, "no integer to draw from an empty range")
    let span = UInt64(bitPattern: Int64(range.upperBound &- 1 &- range.lowerBound))
    return range.lowerBound &+ Int(truncatingIfNeeded: number(upTo: span))
  }

  /// True with probability `p`.
  package mutating func bernoulli(_ p: Double) -> Bool {
    uniform() < p
  }

  /// A number from 0 through `limit`: the low bits of a word, drawn again while too large.
  mutating func number(upTo limit: UInt64) -> UInt64 {
    guard limit > 0 else { return 0 }
    let mask = UInt64.max >> UInt64(limit.leadingZeroBitCount)
    if limit <= UInt64(UInt32.max) {
      while true {
        let value = UInt64(nextWord()) & mask
        if value <= limit { return value }
      }
    }
    while true {
      let high = UInt64(nextWord())
      let value = (high << 32 | UInt64(nextWord())) & mask
      if value <= limit { return value }
    }
  }

  private mutating func nextWord() -> UInt32 {
    if position == RandomState.stateSize {
      advance()
      position = 0
    }
    defer { position += 1 }
    return outputs[position]
  }

  private mutating func advance() {
    words.withUnsafeMutableBufferPointer { words in
      outputs.withUnsafeMutableBufferPointer { outputs in
        guard let words = words.baseAddress, let outputs = outputs.baseAddress else { return }
        ck_random_advance(ck_best_level(), words, outputs)
      }
    }
  }

  /// Fills memory with what as many calls of `normal` draw.
  mutating func fillWithNormals(_ entries: UnsafeMutableBufferPointer<Double>) {
    guard var target = entries.baseAddress, !entries.isEmpty else { return }
    var count = entries.count
    if spareNormal != nil {
      target.pointee = normal()
      target += 1
      count -= 1
    }
    let pairs = count / 2
    words.withUnsafeMutableBufferPointer { words in
      outputs.withUnsafeMutableBufferPointer { outputs in
        var random = ck_random(
          words: words.baseAddress, outputs: outputs.baseAddress, position: position)
        ck_normal_pairs(ck_best_level(), &random, pairs, target)
        position = random.position
      }
    }
    if !count.isMultiple(of: 2) { target[count - 1] = normal() }
  }
}
