/// Bars of eighths of a cell.
enum Blocks {
  private static let across = Array(" ▏▎▍▌▋▊▉█")
  private static let upright = Array(" ▁▂▃▄▅▆▇█")

  /// A bar to the right; what is not nothing is at least a line.
  static func bar(_ count: Int, of most: Int, width: Int) -> String {
    let eighths = eighths(count, of: most, cells: width)
    let whole = String(repeating: across[8], count: eighths / 8)
    return eighths % 8 == 0 ? whole : whole + String(across[eighths % 8])
  }

  /// One cell of a bar upwards.
  static func column(_ count: Int, of most: Int) -> Character {
    upright[eighths(count, of: most, cells: 1)]
  }

  private static func eighths(_ count: Int, of most: Int, cells: Int) -> Int {
    guard count > 0, most > 0 else { return 0 }
    let share = Double(count) / Double(most)
    return min(max(Int((share * Double(cells * 8)).rounded()), 1), cells * 8)
  }
}
