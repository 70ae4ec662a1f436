internal import StyledText

extension CellGrid {
  /// Colours the upper and the lower half of a cell; nil leaves a half as the screen is.
  /// - Parameter ground: What a sign put here later stands on; the lower half's colour unless given.
  mutating func putHalves(
    _ top: Shade?, _ bottom: Shade?, ground: Shade? = nil, column: Int, row: Int
  ) {
    switch (top, bottom) {
    case (let top?, let bottom?):
      put(top == bottom ? " " : "▀", .cell(top, on: bottom), column: column, row: row)
      fill(ground ?? bottom, column: column, row: row)
    case (let top?, nil): put("▀", .cell(top, on: nil), column: column, row: row)
    case (nil, let bottom?): put("▄", .cell(bottom, on: nil), column: column, row: row)
    case (nil, nil): break
    }
  }
}
