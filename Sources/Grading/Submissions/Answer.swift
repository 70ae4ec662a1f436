package import Diagnostics
package import Tensors

/// What a student handed in for one question.
package enum Answer: Sendable, Equatable {
  case numbers(Numbers)
  /// A formula in the language, which the submission's statements define under the asked name.
  case formula
  /// Nothing.
  case blank
  /// Something that cannot be judged, and why.
  case unreadable(UnreadableAnswer)

  /// A tensor with what is known of its precision.
  package struct Numbers: Sendable, Equatable {
    package let tensor: Tensor
    package let precision: Precision

    package init(_ tensor: Tensor, _ precision: Precision) {
      self.tensor = tensor
      self.precision = precision
    }
  }
}

/// How exactly the numbers of an answer are known.
package enum Precision: Sendable, Equatable {
  /// The type of a file of arrays.
  case float64, float32, float16
  /// Whole numbers.
  case integer
  /// Decimals as they were written: of each entry, the unit of its last place and how many
  /// significant digits it has.
  case typed([TypedNumber])
}

/// A decimal number as it was written.
package struct TypedNumber: Sendable, Equatable {
  /// One unit of the last place: 0.01 for 3.14.
  package let unit: Double
  /// Significant digits: 3 for 3.14 and for 0.0314; none for zero, however it is written.
  package let digits: Int

  package init(unit: Double, digits: Int) {
    self.unit = unit
    self.digits = digits
  }
}

/// Why an answer cannot be judged; the words are in `Messages`.
package enum UnreadableAnswer: Sendable, Equatable {
  /// An entry that is no number, or none that is finite.
  case notFinite(place: [Int])
  /// Rows of different lengths, from this one on, which is counted from 1.
  case ragged(row: Int)
  /// Something other than numbers, where it stands.
  case notNumbers(found: String)
  /// More entries than were asked for, many times over.
  case tooLarge(entries: Int)
  /// A formula that cannot be evaluated, and why.
  case formula(String)
  /// A file, or a part of one, that cannot be read as a tensor, and why.
  case file(Diagnostic)
}
