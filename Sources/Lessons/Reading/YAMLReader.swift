import CYAML
import Diagnostics

/// Reads names with values, and lists of values, from YAML; deeper structure is a problem.
struct YAMLReader {
  struct Entry {
    let name: FrontMatter.Name
    let values: [FrontMatter.Name]
  }

  enum Problem {
    case syntax(String, at: Int)
    case shape(SourceRange)
  }

  private let text: String
  private let offset: Int
  private(set) var problem: Problem?

  /// - Parameter offset: Where the text stands in its file, in bytes.
  init(_ text: String, startingAt offset: Int) {
    self.text = text
    self.offset = offset
  }

  /// The entries up to the first problem.
  mutating func read() -> [Entry] {
    // The parser points to itself, so it must stay where it is.
    let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    defer { parser.deallocate() }
    guard yaml_parser_initialize(parser) == 1 else { return [] }
    defer { yaml_parser_delete(parser) }
    var text = text
    return text.withUTF8 { bytes in
      yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
      return entries(parser)
    }
  }

  private mutating func entries(_ parser: UnsafeMutablePointer<yaml_parser_t>) -> [Entry] {
    var entries: [Entry] = []
    var name: FrontMatter.Name?
    var list: [FrontMatter.Name]?
    var isInside = false
    while problem == nil {
      var event = yaml_event_t()
      guard yaml_parser_parse(parser, &event) == 1 else {
        problem = syntaxProblem(parser.pointee)
        break
      }
      defer { yaml_event_delete(&event) }
      let place = range(event)
      switch event.type {
      case YAML_STREAM_END_EVENT: return entries
      case YAML_MAPPING_START_EVENT where !isInside: isInside = true
      case YAML_MAPPING_END_EVENT: isInside = false
      case YAML_SCALAR_EVENT where isInside:
        let value = FrontMatter.Name(text: Self.text(event), range: place)
        if list != nil {
          list?.append(value)
        } else if let key = name {
          entries.append(Entry(name: key, values: [value]))
          name = nil
        } else {
          name = value
        }
      case YAML_SEQUENCE_START_EVENT where name != nil && list == nil: list = []
      case YAML_SEQUENCE_END_EVENT:
        if let key = name { entries.append(Entry(name: key, values: list ?? [])) }
        (name, list) = (nil, nil)
      case YAML_MAPPING_START_EVENT, YAML_SEQUENCE_START_EVENT, YAML_SCALAR_EVENT,
        YAML_ALIAS_EVENT:
        problem = .shape(place)
      default: break
      }
    }
    return entries
  }

  private static func text(_ event: yaml_event_t) -> String {
    let scalar = event.data.scalar
    let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Marks count characters; the file is measured in bytes.
  private func range(_ event: yaml_event_t) -> SourceRange {
    SourceRange(place(event.start_mark), place(event.end_mark))
  }

  private func place(_ mark: yaml_mark_t) -> Int {
    let scalars = text.unicodeScalars
    let index = scalars.index(
      scalars.startIndex, offsetBy: Int(mark.index), limitedBy: scalars.endIndex)
    return offset + text.utf8.distance(from: text.startIndex, to: index ?? scalars.endIndex)
  }

  private func syntaxProblem(_ parser: yaml_parser_t) -> Problem {
    let reason = parser.problem.map { String(cString: $0) } ?? "it cannot be read"
    return .syntax(reason, at: place(parser.problem_mark))
  }
}
