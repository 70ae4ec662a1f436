import Diagnostics

/// Reads front matter: names known from a table, with one value or a list of them.
struct FrontMatterReader {
  private let lines: SourceLines
  private let content: Range<Int>
  private(set) var problems: [Diagnostic] = []

  /// A few lines are usual; the time that YAML takes can grow with the square of its length.
  private static let longest = 16 << 10

  init(_ lines: SourceLines, _ content: Range<Int>) {
    self.lines = lines
    self.content = content
  }

  mutating func read() -> FrontMatter {
    var matter = FrontMatter()
    guard let first = content.first, let last = content.last else { return matter }
    let range = lines.range(first).union(lines.range(last))
    guard range.count <= Self.longest else {
      problems.append(
        LessonDiagnostics.longFrontMatter(at: lines.range(first), limit: Self.longest))
      return matter
    }
    var yaml = YAMLReader(lines.source[range], startingAt: range.lowerBound)
    var known: Set<String> = []
    for entry in yaml.read() {
      let name = entry.name
      guard let field = FrontMatter.Field.all.first(where: { $0.name == name.text }) else {
        let names = FrontMatter.Field.all.map(\.name)
        problems.append(LessonDiagnostics.unknownEntry(name.text, among: names, at: name.range))
        continue
      }
      if !known.insert(name.text).inserted {
        problems.append(LessonDiagnostics.entryTwice(name.text, at: name.range))
      } else if !field.write(entry.values, &matter) {
        let place = entry.values.first.map { $0.range.union(entry.values.last?.range ?? $0.range) }
        problems.append(
          LessonDiagnostics.entryValue(name.text, field.values, at: place ?? name.range))
      }
    }
    switch yaml.problem {
    case .syntax(let reason, let place):
      problems.append(LessonDiagnostics.frontMatter(reason, at: SourceRange(place, place + 1)))
    case .shape(let place): problems.append(LessonDiagnostics.frontMatterShape(at: place))
    case nil: break
    }
    return matter
  }
}
