/// Text of several lines made fit for one.
enum OneLine {
  /// Every stretch of blanks and line breaks becomes one blank.
  static func text(_ text: String) -> String {
    text.split { $0 == " " || $0 == "\t" || $0.isNewline }.joined(separator: " ")
  }
}
