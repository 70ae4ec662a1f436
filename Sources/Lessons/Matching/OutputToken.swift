import Notebook

/// A piece of a line of output: a number, or a single character of anything else.
struct OutputToken: Equatable, Sendable {
  enum Kind: Equatable, Sendable {
    case number(OutputNumber)
    case character(Character)
    /// `[..]` in a line that is expected.
    case anything
  }

  /// What stands for any text within a line; it never takes a part of a number.
  static let anything = Transcript.anyText

  let kind: Kind
  /// As it stands in the line.
  let spelling: String
  /// The blanks before it that count for nothing.
  var blanksBefore = ""

  /// Whether blanks beside it count for nothing.
  var isElastic: Bool {
    switch kind {
    case .number, .anything: true
    case .character: false
    }
  }

  /// Whether it is one of the characters that pictures are made of: blocks and braille.
  var isPlotCell: Bool {
    guard case .character(let character) = kind,
      let scalar = character.unicodeScalars.first?.value
    else { return false }
    return (0x2580...0x259F).contains(scalar) || (0x2800...0x28FF).contains(scalar)
  }

  var isBlank: Bool { kind == .character(" ") }
}

/// A number as it is written.
struct OutputNumber: Equatable, Sendable {
  let value: Double
  /// Whether it is written without a point and an exponent.
  let isWhole: Bool
  /// What a step in the last written place is worth.
  let lastPlace: Double

  /// Whether another number may stand in its place.
  ///
  /// `|want - got| <= max(tol, rtol |want|, 0.51 · 10^-d)`, d decimals being written; whole numbers
  /// only allow themselves, and numbers with decimals as far as `tol` and `rtol` go.
  func allows(_ other: OutputNumber, _ attributes: CellAttributes) -> Bool {
    if value == other.value || value.isNaN && other.value.isNaN { return true }
    guard value.isFinite, other.value.isFinite, !(isWhole && other.isWhole) else { return false }
    let given = max(attributes.tolerance, attributes.relativeTolerance * value.magnitude)
    return (value - other.value).magnitude <= max(given, isWhole ? 0 : 0.51 * lastPlace)
  }
}
