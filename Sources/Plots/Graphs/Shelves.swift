internal import StyledText

/// Pictures side by side as long as they fit, then on a new shelf below.
enum Shelves {
  static let gap = 3

  static func arranged(_ pictures: [[StyledText]], width: Int) -> [StyledText] {
    var lines: [StyledText] = []
    var shelf: [StyledText] = []
    for picture in pictures {
      let start = (shelf.map(\.width).max() ?? 0) + gap
      let breadth = picture.map(\.width).max() ?? 0
      if shelf.isEmpty {
        shelf = picture
      } else if start + breadth <= width {
        let missing = max(picture.count - shelf.count, 0)
        shelf += Array(repeating: StyledText(), count: missing)
        for (row, line) in picture.enumerated() { shelf[row] = shelf[row].padded(to: start) + line }
      } else {
        lines += shelf + [StyledText()]
        shelf = picture
      }
    }
    return lines + shelf
  }
}
