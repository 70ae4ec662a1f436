/// Names that someone may have meant.
package enum Suggestion {
  /// The name closest to a word, or nothing if none is close.
  ///
  /// Close means: equal but for case; else a Damerau-Levenshtein distance of at most a third of the
  /// word's length; else made of the same parts between underscores.
  package static func nearest(
    to word: String, among candidates: some Sequence<String>
  ) -> String? {
    several(to: word, among: candidates, limit: 1).first
  }

  /// The close names: closest first, then those with as many vowels, then in alphabetical order.
  package static func several(
    to word: String, among candidates: some Sequence<String>, limit: Int = 3
  ) -> [String] {
    let pattern = Pattern(word)
    var ranked: [(rank: Int, vowels: Int, name: String)] = []
    for candidate in Set(candidates) where candidate != word {
      guard let rank = pattern.rank(of: candidate) else { continue }
      ranked.append((rank, abs(vowels(in: candidate) - pattern.vowels), candidate))
    }
    ranked.sort { ($0.rank, $0.vowels, $0.name) < ($1.rank, $1.vowels, $1.name) }
    return ranked.prefix(max(limit, 0)).map(\.name)
  }

  /// The word prepared for many comparisons.
  private struct Pattern {
    let characters: [Character]
    let lowercased: String
    let parts: [String]
    let limit: Int
    let vowels: Int

    init(_ word: String) {
      // No name is this long; a longer word is close to nothing but itself.
      let isTooLong = word.utf8.count > 400
      characters = isTooLong ? [] : Array(word)
      lowercased = isTooLong ? "" : word.lowercased()
      parts = isTooLong ? [] : Suggestion.parts(of: word)
      limit = max(characters.count, 3) / 3
      vowels = Suggestion.vowels(in: lowercased)
    }

    /// 0 for equality but for case, then the distance, then one more than any distance.
    func rank(of candidate: String) -> Int? {
      guard !characters.isEmpty, candidate.utf8.count <= 800 else { return nil }
      if candidate.lowercased() == lowercased { return 0 }
      let other = Array(candidate)
      if abs(other.count - characters.count) <= limit {
        let distance = Suggestion.distance(characters, other)
        // A word of which nothing would be left was not meant.
        if distance <= limit, distance < max(characters.count, other.count) { return distance }
      }
      if parts.count > 1, Suggestion.parts(of: candidate) == parts { return limit + 1 }
      return nil
    }
  }

  /// Who writes `mze` rather means `mse` than `mae`: vowels are seldom taken for consonants.
  private static func vowels(in word: String) -> Int {
    word.utf8.count { "aeiouAEIOU".utf8.contains($0) }
  }

  private static func parts(of word: String) -> [String] {
    word.lowercased().split(separator: "_").map(String.init).sorted()
  }

  /// Insertions, deletions, substitutions and swaps of neighbours that lead from one to the other.
  static func distance(_ first: [Character], _ second: [Character]) -> Int {
    if first.isEmpty || second.isEmpty { return max(first.count, second.count) }
    var beforeLast = [Int](repeating: 0, count: second.count + 1)
    var last = Array(0...second.count)
    for i in 1...first.count {
      var current = [i] + [Int](repeating: 0, count: second.count)
      for j in 1...second.count {
        let substitution = last[j - 1] + (first[i - 1] == second[j - 1] ? 0 : 1)
        current[j] = min(last[j] + 1, current[j - 1] + 1, substitution)
        if i > 1, j > 1, first[i - 1] == second[j - 2], first[i - 2] == second[j - 1] {
          current[j] = min(current[j], beforeLast[j - 2] + 1)
        }
      }
      (beforeLast, last) = (last, current)
    }
    return last[second.count]
  }
}
