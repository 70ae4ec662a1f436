/// A colour that stands for a value or for one of several things.
package enum Shade: Sendable, Hashable {
  /// A value from the least, 0, to the greatest, 255: cividis, dark blue to yellow.
  case sequential(UInt8)
  /// A value around zero, which is 128: blue below, orange above.
  case diverging(UInt8)
  /// One of several things, counted from 0, in its full colour.
  case series(Int)
  /// The same as a ground on which other things stand.
  case ground(Int)

  package var color: Color {
    switch self {
    case .sequential(let level): Palette.sequential(Double(level) / 255)
    case .diverging(let level): Palette.diverging((Double(level) - 128) / 127)
    case .series(let index): Palette.series(index).color
    case .ground(let index): Palette.series(index).color.mixed(with: Color(255, 255, 255), 0.65)
    }
  }

  /// The colour among 256.
  var indexed: Int {
    switch self {
    case .sequential(let level): Palette.indexedSequential(Double(level) / 255)
    case .diverging(let level): Palette.indexedDiverging((Double(level) - 128) / 127)
    case .series(let index): Palette.series(index).color.indexed
    case .ground(let index): Palette.series(index).ground
    }
  }

  /// The colour among the sixteen of old terminals; values have none there, only things.
  var basic: Int? {
    switch self {
    case .sequential, .diverging: nil
    case .series(let index), .ground(let index): Palette.series(index).basic
    }
  }
}
