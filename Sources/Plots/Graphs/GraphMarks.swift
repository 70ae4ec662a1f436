/// The characters a graph is drawn with.
struct GraphMarks {
  let horizontal: String
  let vertical: String
  /// Upper left, upper right, lower left, lower right.
  let corners: [String]
  let leafCorners: [String]
  let rightPort: String
  let lowerPort: String
  let rightArrow: String
  let downArrow: String
  private let isASCII: Bool

  init(_ glyphs: Glyphs) {
    isASCII = glyphs != .unicode
    horizontal = isASCII ? "-" : "─"
    vertical = isASCII ? "|" : "│"
    corners = isASCII ? ["+", "+", "+", "+"] : ["┌", "┐", "└", "┘"]
    leafCorners = isASCII ? [".", ".", "'", "'"] : ["╭", "╮", "╰", "╯"]
    rightPort = isASCII ? "+" : "├"
    lowerPort = isASCII ? "+" : "┬"
    rightArrow = isASCII ? ">" : "▸"
    downArrow = isASCII ? "v" : "▾"
  }

  /// The character of a wire that leaves its cell in these directions.
  func wire(_ directions: WireDirections) -> String {
    let isHorizontal = directions.isSubset(of: [.left, .right])
    if isHorizontal { return horizontal }
    if directions.isSubset(of: [.up, .down]) { return vertical }
    return isASCII ? "+" : GraphMarks.joints[directions.rawValue]
  }

  /// By the sum of up 1, down 2, left 4, right 8.
  private static let joints = [
    " ", "│", "│", "│", "─", "╯", "╮", "┤", "─", "╰", "╭", "├", "─", "┴", "┬", "┼",
  ]
}
