import StyledText
import Terminal

/// A standard stream and how styled text looks on it.
struct Display {
  let stream: OutputStream
  private let depth: ColorDepth
  private let isASCII: Bool

  init(_ stream: StandardStream, depth: ColorDepth, isASCII: Bool) {
    self.stream = OutputStream(stream)
    self.depth = depth
    self.isASCII = isASCII
  }

  /// A text in the characters that may be used.
  func shown(_ text: StyledText) -> StyledText { isASCII ? text.asciiFallback : text }

  /// The bytes that stand for a text.
  func rendered(_ text: StyledText) -> String { shown(text).rendered(depth) }

  /// Shows a text on lines of its own, at once; an empty text is none.
  func show(_ text: StyledText) {
    guard !text.isEmpty else { return }
    write(rendered(text) + "\n")
  }

  func write(_ text: String) {
    stream.write(text)
    stream.flush()
  }
}
