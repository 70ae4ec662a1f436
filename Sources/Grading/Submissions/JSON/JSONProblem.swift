/// Why bytes are no JSON that is read, and where.
struct JSONProblem: Error, Equatable {
  enum Kind: Equatable {
    /// Nothing but blanks.
    case empty
    /// Text of two bytes a character.
    case utf16
    /// Something other than what should stand here: `a comma or ]`.
    case expected(String)
    /// More brackets within each other than `limit`.
    case tooDeep(limit: Int)
    case duplicate(String)
    case tooManyNames(limit: Int)
    case textTooLong(limit: Int)
    /// A line end or another control character within a text.
    case controlInText
    /// A text that is not closed.
    case openText
    case badEscape
    /// One half of a character beyond U+FFFF, written as an escape.
    case loneSurrogate
    case notUTF8
    /// Something behind the end.
    case surplus
  }

  let kind: Kind
  /// The byte at which it is seen.
  let offset: Int
}
