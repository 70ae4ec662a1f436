package import StyledText

extension [ProseInline] {
  /// The line with the looks of a terminal.
  package var styled: StyledText {
    reduce(into: StyledText()) { text, inline in
      switch inline {
      case .text(let words): text.append(words)
      case .code(let code): text.append(code, .command)
      case .emphasis(let parts), .strong(let parts): text.append(parts.plain, .emphasis)
      case .struck(let parts): text.append(parts.plain, .faint)
      case .link(let parts, let address):
        text += parts.styled
        if parts.plain != address { text.append(" (\(address))", .faint) }
      case .image(let parts, _): text += parts.styled
      case .lineBreak: text.append("\n")
      }
    }
  }
}
