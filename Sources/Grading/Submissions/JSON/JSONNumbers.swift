import Datasets
import Tensors

/// What a value of JSON says where numbers are asked for.
enum JSONAnswer: Equatable {
  case numbers(Answer.Numbers)
  case text(String)
  case null
  case unreadable(UnreadableAnswer)
}

extension JSONScanner {
  /// Reads the value that comes next as a number or as nested lists of numbers, or as a text.
  ///
  /// Throws if it is no JSON; a list that is no tensor is `unreadable`.
  /// - Parameter limit: How many numbers are kept; a tensor of more is `tooLarge`.
  mutating func answer(limit: Int) throws(JSONProblem) -> JSONAnswer {
    switch next() {
    case UInt8(ascii: "\""): return .text(try text())
    case UInt8(ascii: "{"):
      try skip()
      return .unreadable(.notNumbers(found: "an object"))
    case UInt8(ascii: "n"), UInt8(ascii: "t"), UInt8(ascii: "f"):
      let word = try word()
      if word == "null" { return .null }
      guard !word.hasPrefix("n") else { return .unreadable(.notFinite(place: [])) }
      return .unreadable(.notNumbers(found: word))
    default:
      var list = NestedNumbers(limit: limit)
      try read(&list)
      return list.answer
    }
  }

  private mutating func read(_ list: inout NestedNumbers) throws(JSONProblem) {
    let outer = depth
    repeat {
      // A value comes next.
      guard let first = next() else { throw problem(.expected("a value")) }
      if first == UInt8(ascii: "[") {
        try open()
        list.open()
        guard next() == UInt8(ascii: "]") else { continue }
        close()
        list.close()
      } else if let number = number() {
        list.add(number.value, number)
      } else {
        try readOther(first, &list)
      }
      // A value has ended.
      while depth > outer {
        list.endValue()
        if skips(",") { break }
        guard next() == UInt8(ascii: "]") else { throw problem(.expected("a comma or ]")) }
        close()
        list.close()
      }
    } while depth > outer
  }

  /// Reads what is neither a number nor a list, and notes it as a fault.
  private mutating func readOther(
    _ first: UInt8, _ list: inout NestedNumbers
  ) throws(JSONProblem) {
    if first == UInt8(ascii: "\"") {
      let text = try textBytes(limit: .max)
      list.refuse("the text \"\(SafeText.name(text, limit: 40))\"")
    } else if first == UInt8(ascii: "{") {
      try skip()
      list.refuse("an object")
    } else {
      let word = try word()
      if ["null", "true", "false"].contains(word) {
        list.refuse(word)
      } else {
        list.fail(.notFinite(place: list.place))
      }
    }
  }
}
