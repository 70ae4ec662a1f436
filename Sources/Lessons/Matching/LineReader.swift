import Glibc

/// Takes lines of output apart into numbers and characters.
struct LineReader {
  private let characters: [Character]
  private var position = 0

  private init(_ line: some StringProtocol) { characters = Array(line) }

  /// The pieces of a line; blanks at its end are none.
  /// - Parameters:
  ///   - isExpected: Whether `[..]` stands for any text.
  ///   - isExact: Whether numbers are characters like others, and blanks count everywhere.
  static func tokens(
    _ line: some StringProtocol, isExpected: Bool, isExact: Bool
  ) -> [OutputToken] {
    var reader = LineReader(line)
    var tokens: [OutputToken] = []
    while let token = reader.next(isExpected, isExact) { tokens.append(token) }
    while tokens.last?.isBlank == true { tokens.removeLast() }
    return isExact ? tokens : withoutElasticBlanks(tokens)
  }

  /// Numbers of another width move what stands beside them; in a picture blanks are cells.
  private static func withoutElasticBlanks(_ tokens: [OutputToken]) -> [OutputToken] {
    var kept: [OutputToken] = []
    var index = 0
    while index < tokens.count {
      // Blanks at the end are gone, so a token follows.
      let end = tokens[index...].firstIndex { !$0.isBlank } ?? index
      var token = tokens[end]
      let neighbours = [kept.last ?? token, token]
      if neighbours.contains(where: \.isElastic), !neighbours.contains(where: \.isPlotCell) {
        token.blanksBefore = String(repeating: " ", count: end - index)
      } else {
        kept += tokens[index..<end]
      }
      kept.append(token)
      index = end + 1
    }
    return kept
  }

  private mutating func next(_ isExpected: Bool, _ isExact: Bool) -> OutputToken? {
    guard position < characters.count else { return nil }
    if isExpected, characters[position...].starts(with: OutputToken.anything) {
      position += OutputToken.anything.count
      return OutputToken(kind: .anything, spelling: OutputToken.anything)
    }
    if !isExact, let number = number() { return number }
    defer { position += 1 }
    let character = characters[position]
    return OutputToken(kind: .character(character), spelling: String(character))
  }

  // MARK: - Numbers

  private func character(_ offset: Int) -> Character? {
    characters.indices.contains(offset) ? characters[offset] : nil
  }

  private static func isDigit(_ character: Character?) -> Bool {
    character.map { ("0"..."9").contains($0) } ?? false
  }

  /// Whether a name goes on with this character: the 1 of W1 is no number.
  private static func isOfName(_ character: Character?) -> Bool {
    character.map { $0 == "_" || $0.isLetter || $0.isNumber } ?? false
  }

  /// The number that begins here, if one does.
  private mutating func number() -> OutputToken? {
    let start = position
    let before = character(start - 1)
    guard !Self.isOfName(before) else { return nil }
    var end = start
    if character(end) == "-", before == nil || !")].'-".contains(before ?? " ") { end += 1 }
    if let word = ["nan", "inf"].first(where: { characters[end...].starts(with: $0) }),
      !Self.isOfName(character(end + 3))
    {
      let isNegative = end > start
      let value = word == "nan" ? Double.nan : isNegative ? -.infinity : .infinity
      return token(
        from: start, to: end + 3, OutputNumber(value: value, isWhole: false, lastPlace: 0))
    }
    let digits = end
    while Self.isDigit(character(end)) { end += 1 }
    var decimals = 0
    if character(end) == ".", Self.isDigit(character(end + 1)) {
      end += 1
      while Self.isDigit(character(end)) {
        end += 1
        decimals += 1
      }
    }
    guard end > digits else { return nil }
    var exponent = 0
    var hasExponent = false
    if let mark = character(end), mark == "e" || mark == "E" {
      let hasSign = character(end + 1) == "-" || character(end + 1) == "+"
      var last = end + (hasSign ? 2 : 1)
      if Self.isDigit(character(last)) {
        while Self.isDigit(character(last)) { last += 1 }
        exponent = Int(String(characters[(end + 1)..<last])) ?? 0
        hasExponent = true
        end = last
      }
    }
    let value = Double(String(characters[start..<end])) ?? .nan
    return token(
      from: start, to: end,
      OutputNumber(
        value: value, isWhole: decimals == 0 && !hasExponent,
        lastPlace: pow(10, Double(exponent) - Double(decimals))))
  }

  private mutating func token(from start: Int, to end: Int, _ number: OutputNumber) -> OutputToken {
    position = end
    return OutputToken(kind: .number(number), spelling: String(characters[start..<end]))
  }
}
