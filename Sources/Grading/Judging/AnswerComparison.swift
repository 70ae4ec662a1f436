import Glibc
package import Tensors

/// An answer beside what it might be: the right one, or what a mistake makes of it.
///
/// Margins are scaled to what the answer is compared with (see `Margin`), not to the key: a mistake
/// that multiplies everything by a thousand multiplies the rounding as well, and one that makes
/// everything tiny must not pass for any other tiny answer.
package struct AnswerComparison: Sendable {
  package let answer: Tensor
  package let precision: Precision
  package let rules: Assignment.Rules
  private let margin: Margin
  /// Of each typed number half a unit of its last place; empty if nothing was typed.
  private let halves: [Double]
  /// The same for numbers with digits enough, whatever the tensor's largest entry is.
  private let sureHalves: [Double]
  /// The least of `halves`: 0.2 beside 0.1234 may be 0.2000.
  private let finest: Double
  /// Significant digits of the longest number that was typed.
  private let mostDigits: Int

  package init(_ answer: Answer.Numbers, _ rules: Assignment.Rules) {
    self.answer = answer.tensor
    self.rules = rules
    precision = answer.precision.behind(answer.tensor)
    margin = Margin(precision, rules)
    // Numbers with all digits of their type among which some happen to be short.
    if precision != .float32, case .typed(let numbers) = answer.precision,
      numbers.count == answer.tensor.values.count
    {
      halves = numbers.map { $0.unit / 2 }
      sureHalves = AnswerComparison.sureHalves(numbers, answer.tensor, rules)
      finest = halves.min() ?? 0
      mostDigits = numbers.reduce(0) { max($0, $1.digits) }
    } else {
      (halves, sureHalves, finest, mostDigits) = ([], [], 0, 0)
    }
  }

  /// Half a unit of the last place of numbers, were the zeros written out that programs leave out at
  /// the end: 0.25 has the digits that are asked for, and as many as the longest number has.
  private static func sureHalves(
    _ numbers: [TypedNumber], _ tensor: Tensor, _ rules: Assignment.Rules
  ) -> [Double] {
    let most = numbers.reduce(rules.digits) { max($0, $1.digits) }
    return zip(numbers, tensor.values).map { number, value in
      if number.digits >= rules.digits { return number.unit / 2 }
      return value == 0
        ? 0 : min(number.unit, lastPlace(of: value.magnitude, digits: most)) / 2
    }
  }

  /// The unit of the last of some significant digits.
  private static func lastPlace(of size: Double, digits: Int) -> Double {
    pow(10, log10(size).rounded(.down) - Double(digits - 1))
  }

  /// What an answer might be, made ready to be compared with many answers.
  package struct Candidate: Sendable {
    package let tensor: Tensor
    /// The magnitude of the largest entry; nan if one is not finite, so that nothing agrees.
    fileprivate let largest: Double
    /// The magnitude of the largest entry of what has been worked with on the way.
    fileprivate let scale: Double

    package init(_ tensor: Tensor) { self.init(tensor, beside: nil) }

    /// - Parameter other: A tensor whose rounding this one has too, though it may be far smaller:
    ///   the right answer, beside what a mistake makes of it.
    package init(_ tensor: Tensor, beside other: Tensor?) {
      self.tensor = tensor
      scale = other?.largest ?? 0
      var largest = 0.0
      for value in tensor.values {
        guard value.isFinite else {
          largest = .nan
          break
        }
        largest = max(largest, value.magnitude)
      }
      self.largest = largest
    }
  }

  /// Whether every entry agrees as exactly as the answer's numbers are known.
  package func agrees(with expected: Tensor) -> Bool { agrees(with: Candidate(expected)) }

  package func agrees(with candidate: Candidate) -> Bool {
    answer.shape.isLike(candidate.tensor.shape) && firstWrong(candidate, from: 0) == nil
  }

  /// How the answer differs; nil if it agrees.
  package func difference(from expected: Tensor) -> Finding.Difference? {
    difference(from: Candidate(expected))
  }

  package func difference(from candidate: Candidate) -> Finding.Difference? {
    let expected = candidate.tensor
    guard answer.shape.isLike(expected.shape) else {
      return .shape(got: answer.shape, expected: expected.shape)
    }
    var wrong = 0
    var isRounded = !halves.isEmpty && answer.values.contains { $0 != 0 }
    // A zero among numbers with digits enough was meant to be one.
    let hasDigits = mostDigits >= rules.digits
    var worst = (place: 0, error: -1.0)
    var next = firstWrong(candidate, from: 0)
    while let place = next {
      wrong += 1
      let (got, want) = (answer.values[place], expected.values[place])
      let error = (got - want).magnitude / max(got.magnitude, want.magnitude)
      if error > worst.error { worst = (place, error) }
      isRounded =
        isRounded && (got != 0 || !hasDigits)
        && (got - want).magnitude <= halves[place] + base(from: want, candidate)
      next = firstWrong(candidate, from: place + 1)
    }
    if wrong == 0 { return nil }
    if isRounded { return .digits(wrong: wrong, needed: rules.digits) }
    return .entries(
      wrong: wrong, of: expected.shape.count, worst: expected.shape.index(of: worst.place))
  }

  /// The places of the entries that differ; none if the shapes do.
  func wrongPlaces(beside candidate: Candidate) -> [Int] {
    guard answer.shape.isLike(candidate.tensor.shape) else { return [] }
    var places: [Int] = []
    var next = firstWrong(candidate, from: 0)
    while let place = next {
      places.append(place)
      next = firstWrong(candidate, from: place + 1)
    }
    return places
  }

  /// What an entry may differ by from a number in a candidate's place.
  func allowed(at place: Int, from want: Double, _ candidate: Candidate) -> Double {
    let base = base(from: want, candidate)
    guard !halves.isEmpty else { return base }
    let (longest, short) = typedHalves(beside: candidate)
    let half = halves[place]
    return base + (half <= longest ? half : max(sureHalves[place], short))
  }

  private func base(from want: Double, _ candidate: Candidate) -> Double {
    margin.part * want.magnitude + margin.floor(largest: candidate.largest, scale: candidate.scale)
  }

  /// Half of the unit that as many digits as are asked for give the largest entry; and what is
  /// allowed for entries that are written with a longer one, as if its zeros were written out.
  private func typedHalves(beside candidate: Candidate) -> (longest: Double, short: Double) {
    guard candidate.largest > 0 else { return (0, 0) }
    let unit = AnswerComparison.lastPlace(of: candidate.largest, digits: rules.digits)
    let longest = 0.5 * unit * (1 + 1e-9)
    return (longest, min(finest, longest))
  }

  /// The first entry that differs, from a place on.
  private func firstWrong(_ candidate: Candidate, from start: Int) -> Int? {
    let count = answer.values.count
    let (part, floor) = (
      margin.part, margin.floor(largest: candidate.largest, scale: candidate.scale)
    )
    return answer.values.withUnsafeBufferPointer { got in
      candidate.tensor.values.withUnsafeBufferPointer { want -> Int? in
        if halves.isEmpty {
          for place in start..<count
          where !((got[place] - want[place]).magnitude <= part * want[place].magnitude + floor) {
            return place
          }
          return nil
        }
        let (longest, short) = typedHalves(beside: candidate)
        return halves.withUnsafeBufferPointer { halves in
          sureHalves.withUnsafeBufferPointer { sure in
            for place in start..<count {
              let half = halves[place] <= longest ? halves[place] : max(sure[place], short)
              let allowed = part * want[place].magnitude + floor + half
              if !((got[place] - want[place]).magnitude <= allowed) { return place }
            }
            return nil
          }
        }
      }
    }
  }
}

extension Precision {
  /// How exactly numbers are known that were not typed by hand but printed by a program.
  fileprivate func behind(_ tensor: Tensor) -> Precision {
    guard case .typed(let numbers) = self else { return self }
    let most = numbers.reduce(0) { max($0, $1.digits) }
    // float32 written out as float64 has some seventeen digits, none of which are by chance.
    if most >= 8, tensor.values.allSatisfy({ Double(Float($0)) == $0 }) { return .float32 }
    // Written with as many as tell it from all others it has nine; few numbers of nine digits are
    // as near to one of float32.
    let isNear = zip(numbers, tensor.values).allSatisfy { number, value in
      (Double(Float(value)) - value).magnitude <= number.unit / 2
    }
    if most == 9, isNear { return .float32 }
    return most >= 10 ? .float64 : self
  }
}

extension Shape {
  /// The index along every axis of an entry.
  func index(of place: Int) -> [Int] {
    zip(dimensions, strides).map { place / $1 % max($0, 1) }
  }
}
