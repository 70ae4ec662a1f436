import Datasets
import Tensors

/// Numbers in nested lists, told one bracket and one number at a time.
struct NestedNumbers {
  /// How many numbers are kept.
  private let limit: Int
  private var values: [Double] = []
  private var written: [TypedNumber] = []
  /// Numbers in all.
  private var count = 0
  /// The length that the lists of each depth have; -1 for a depth at which none has ended.
  private var sizes: [Int] = []
  /// How many values of each open list have ended.
  private var ended: [Int] = []
  /// The depth at which numbers stand.
  private var depth: Int?
  /// What is wrong first.
  private var fault: UnreadableAnswer?

  init(limit: Int) { self.limit = limit }

  /// The index of the value that comes next.
  var place: [Int] { ended }

  mutating func open() {
    if ended.count == sizes.count { sizes.append(-1) }
    ended.append(0)
  }

  /// Ends the innermost list.
  mutating func close() {
    let axis = ended.count - 1
    let size = ended.removeLast()
    if sizes[axis] < 0 { sizes[axis] = size }
    // Lists end with the same length, and none stands beside numbers.
    if sizes[axis] != size || axis >= depth ?? .max { failRagged() }
  }

  /// Ends a value of the innermost list.
  @inline(__always)
  mutating func endValue() { ended[ended.count - 1] += 1 }

  @inline(__always)
  mutating func add(_ value: Double, _ number: DecimalNumber) {
    count += 1
    if depth != ended.count {
      if depth != nil || sizes.count > ended.count { failRagged() }
      depth = ended.count
    }
    guard value.isFinite else { return fail(.notFinite(place: place)) }
    guard values.count < limit, fault == nil else { return }
    values.append(value)
    written.append(TypedNumber(number))
  }

  /// Notes something that is no number.
  mutating func refuse(_ found: String) {
    let place = place.map(String.init).joined(separator: ", ")
    fail(.notNumbers(found: place.isEmpty ? found : "\(found) at [\(place)]"))
  }

  mutating func fail(_ problem: UnreadableAnswer) {
    if fault == nil { fault = problem }
  }

  private mutating func failRagged() {
    fail(.ragged(row: (ended.first ?? 0) + 1))
  }

  var answer: JSONAnswer {
    if let fault { return .unreadable(fault) }
    guard count <= limit else { return .unreadable(.tooLarge(entries: count)) }
    guard sizes.count <= Shape.maximumRank, let shape = try? Shape(checking: sizes) else {
      return .unreadable(.file(SubmissionDiagnostics.axes(sizes.count)))
    }
    return .numbers(
      Answer.Numbers(Tensor(shape: shape, values: values), .typed(written)))
  }
}
