import Diagnostics

/// Reads what follows the word of a fence: `tol=1e-6 hide`, `{#sine points=2}`.
struct AttributeReader {
  /// What a task's first line says.
  struct TaskHeader {
    var id = ""
    var idRange: SourceRange?
    var points = 1.0
  }

  private struct Attribute {
    let name: String
    let nameRange: SourceRange
    /// What follows `=`; nil where there is none.
    let value: String?
    let range: SourceRange
  }

  private let source: SourceText
  private(set) var problems: [Diagnostic] = []

  init(_ source: SourceText) { self.source = source }

  mutating func cell(_ info: FenceInfo) -> CellAttributes {
    var attributes = CellAttributes()
    for given in given(info) {
      let known = CellAttributes.Attribute.all
      guard let attribute = known.first(where: { $0.name == given.name }) else {
        problems.append(
          LessonDiagnostics.unknownAttribute(
            given.name, among: known.map(\.name), at: given.nameRange))
        continue
      }
      let takesValue = !attribute.values.isEmpty
      if takesValue != (given.value != nil) || !attribute.write(given.value ?? "", &attributes) {
        problems.append(
          LessonDiagnostics.attributeValue(given.name, attribute.values, at: given.range))
      }
    }
    return attributes
  }

  mutating func task(_ info: FenceInfo) -> TaskHeader {
    var header = TaskHeader()
    for given in given(info) {
      if given.name.hasPrefix("#"), given.value == nil {
        header.id = String(given.name.dropFirst())
        header.idRange = given.range
        if !LessonID.isValid(header.id) {
          problems.append(LessonDiagnostics.badID(header.id, at: given.range))
        }
      } else {
        read(given, into: &header.points, beside: ["#id"])
      }
    }
    return header
  }

  /// The points of what is asked.
  mutating func ask(_ info: FenceInfo) -> Double {
    var points = 1.0
    for given in given(info) { read(given, into: &points, beside: []) }
    return points
  }

  private mutating func read(_ given: Attribute, into points: inout Double, beside others: [String])
  {
    guard given.name == "points" else {
      problems.append(
        LessonDiagnostics.unknownAttribute(
          given.name, among: ["points"] + others, at: given.nameRange))
      return
    }
    guard let number = given.value.flatMap(Double.init), number >= 0, number.isFinite else {
      problems.append(
        LessonDiagnostics.attributeValue("points", "a number, 0 or more", at: given.range))
      return
    }
    points = number
  }

  /// The words between blanks; braces around all of them mean nothing.
  private func given(_ info: FenceInfo) -> [Attribute] {
    var start = info.rest.lowerBound
    var bytes = Array(source[info.rest].utf8)[...]
    while bytes.last == UInt8(ascii: " ") || bytes.last == UInt8(ascii: "\t") { bytes.removeLast() }
    while let first = bytes.first, first == UInt8(ascii: " ") || first == UInt8(ascii: "\t") {
      bytes.removeFirst()
      start += 1
    }
    if bytes.first == UInt8(ascii: "{"), bytes.last == UInt8(ascii: "}"), bytes.count > 1 {
      bytes = bytes.dropFirst().dropLast()
      start += 1
    }
    let base = bytes.startIndex
    return bytes.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }.map { word in
      let lower = start + word.startIndex - base
      let equals = word.firstIndex(of: UInt8(ascii: "="))
      let name = word[..<(equals ?? word.endIndex)]
      return Attribute(
        name: String(decoding: name, as: UTF8.self),
        nameRange: SourceRange(lower, lower + name.count),
        value: equals.map { String(decoding: word[($0 + 1)...], as: UTF8.self) },
        range: SourceRange(lower, lower + word.count))
    }
  }
}
