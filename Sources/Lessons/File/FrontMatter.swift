package import Diagnostics

/// What a notebook says of itself before its text.
///
/// ```
/// ---
/// title: The chain rule, one gate at a time
/// id: chain-rule
/// source: TUM lecture 7
/// ---
/// ```
package struct FrontMatter: Sendable {
  package var title: String?
  /// What progress is kept under and other lessons refer to.
  package var id: String?
  /// Where the matter is taken from.
  package var source: String?
  /// One sentence for the list of lessons.
  package var summary: String?
  /// The place among the lessons; else the file's name tells.
  package var order: Int?
  /// How long it takes.
  package var minutes: Int?
  /// The ids of lessons that come before it, with their places.
  package var requires: [Name] = []
  /// What answers of tasks may differ by, as a part of the value.
  package var tolerance: Double?
  /// What an assignment is worth; else the sum of what its parts are.
  package var points: Double?
  /// How many digits an answer typed by hand must have.
  package var digits: Int?

  package init() {}

  package struct Name: Sendable {
    package let text: String
    package let range: SourceRange
  }

  /// One entry: what it is called, what it may be, where it goes.
  struct Field {
    let name: String
    let values: String
    /// Takes the values; false if they are none of `values`.
    let write: @Sendable ([Name], inout FrontMatter) -> Bool

    static let all: [Field] = [
      text("title", \.title), id, text("source", \.source), text("summary", \.summary),
      whole("order", \.order), whole("minutes", \.minutes),
      Field(name: "requires", values: "the ids of lessons") { values, matter in
        guard values.allSatisfy({ LessonID.isValid($0.text) }) else { return false }
        matter.requires = values
        return true
      },
      Field(name: "tolerance", values: "a number such as 1e-6, or a part such as 1%") {
        values, matter in
        guard values.count == 1, let tolerance = Tolerance.read(values[0].text) else {
          return false
        }
        matter.tolerance = tolerance
        return true
      },
      Field(name: "points", values: "a number above 0") { values, matter in
        guard values.count == 1, let points = Double(values[0].text), points > 0, points.isFinite
        else { return false }
        matter.points = points
        return true
      },
      Field(name: "digits", values: "a whole number from 1 to 15") { values, matter in
        guard values.count == 1, let digits = Int(values[0].text), (1...15).contains(digits) else {
          return false
        }
        matter.digits = digits
        return true
      },
    ]

    private static let id = Field(name: "id", values: LessonID.description) { values, matter in
      guard values.count == 1, LessonID.isValid(values[0].text) else { return false }
      matter.id = values[0].text
      return true
    }

    private static func text(
      _ name: String, _ path: any WritableKeyPath<FrontMatter, String?> & Sendable
    ) -> Field {
      Field(name: name, values: "a line of text") { values, matter in
        guard values.count == 1, !values[0].text.isEmpty else { return false }
        matter[keyPath: path] = values[0].text
        return true
      }
    }

    private static func whole(
      _ name: String, _ path: any WritableKeyPath<FrontMatter, Int?> & Sendable
    ) -> Field {
      Field(name: name, values: "a whole number, 0 or more") { values, matter in
        guard values.count == 1, let number = Int(values[0].text), number >= 0 else { return false }
        matter[keyPath: path] = number
        return true
      }
    }
  }
}

/// The ids of lessons and tasks.
enum LessonID {
  static let description = "small letters, digits and hyphens, such as chain-rule"

  static func isValid(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 80
      && text.utf8.allSatisfy {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: "-")
      }
  }
}

/// A relative tolerance as written: `1e-6` or `1%`.
enum Tolerance {
  static func read(_ text: String) -> Double? {
    let isPercent = text.hasSuffix("%")
    guard let number = Double(isPercent ? String(text.dropLast()) : text), number >= 0,
      number.isFinite
    else { return nil }
    return isPercent ? number / 100 : number
  }
}
