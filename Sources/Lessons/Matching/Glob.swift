/// A part of a pattern: something to be met, or a place where anything may stand.
enum PatternPart<Part> {
  case one(Part)
  case anything
}

extension PatternPart: Sendable where Part: Sendable {}

/// Matching in which a place for anything takes as little as it can, then more.
enum Glob {
  /// Whether a whole text is met by a pattern.
  ///
  /// Only the last place for anything ever takes more: what an earlier one could take, it can take
  /// too. So the time is at most the product of the lengths.
  static func matches<Part, Element>(
    _ pattern: [PatternPart<Part>], _ text: [Element],
    _ agree: (_ part: Part, _ element: Element) -> Bool
  ) -> Bool {
    var (next, position) = (0, 0)
    var retry: (pattern: Int, text: Int)?
    while position < text.count {
      if next < pattern.count {
        switch pattern[next] {
        case .anything:
          retry = (next, position)
          next += 1
          continue
        case .one(let part) where agree(part, text[position]):
          next += 1
          position += 1
          continue
        default: break
        }
      }
      guard let last = retry else { return false }
      retry = (last.pattern, last.text + 1)
      next = last.pattern + 1
      position = last.text + 1
    }
    return pattern[next...].allSatisfy { if case .anything = $0 { true } else { false } }
  }
}
