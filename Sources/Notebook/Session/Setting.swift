import StyledText

/// One setting: everything `set`, help, completion and the reference know about it.
package struct Setting: Sendable {
  package let name: String
  /// What it may be: `a whole number from 1 to 17`.
  package let values: String
  package let meaning: String
  /// Values that can be completed.
  package let words: [String]
  let read: @Sendable (Settings) -> String
  /// Changes the setting; false if the text is no value of it.
  let write: @Sendable (String, inout Settings) -> Bool

  package static let all: [Setting] = [
    whole(
      "digits", 1...17, "significant digits of numbers", \.digits),
    whole(
      "width", 20...10_000, "columns that output may fill", \.width),
    whole(
      "whole", 0...1000, "the most rows and columns of a tensor that prints whole",
      \.wholeTensor),
    Setting(
      name: "memory", values: "a number of GiB, more than 0",
      meaning: "GiB that one evaluation may use", words: [],
      read: { settings in
        let amount = Double(settings.memory) / Setting.gibibyte
        return NumberText.significant(amount)
      },
      write: { text, settings in
        guard let value = Double(text), value > 0, value <= 1_000_000 else { return false }
        settings.memory = max(Int(value * Setting.gibibyte), 1)
        return true
      }),
    Setting(
      name: "pager", values: "auto or off",
      meaning: "auto shows what is taller than the screen through a pager",
      words: ["auto", "off"],
      read: { $0.pager ? "auto" : "off" },
      write: { text, settings in
        guard text == "auto" || text == "off" else { return false }
        settings.pager = text == "auto"
        return true
      }),
  ]

  package static func named(_ name: String) -> Setting? { all.first { $0.name == name } }

  private static let gibibyte = Double(1 << 30)

  private static func whole(
    _ name: String, _ range: ClosedRange<Int>, _ meaning: String,
    _ path: any WritableKeyPath<Settings, Int> & Sendable
  ) -> Setting {
    Setting(
      name: name, values: "a whole number from \(range.lowerBound) to \(range.upperBound)",
      meaning: meaning, words: [],
      read: { String($0[keyPath: path]) },
      write: { text, settings in
        guard let value = Int(text), range.contains(value) else { return false }
        settings[keyPath: path] = value
        return true
      })
  }
}
