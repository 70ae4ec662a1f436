import Notebook
import StyledText
import Tensors

/// Something to fill in for each way of handing in.
struct HandoutTemplates {
  let title: String
  /// The name of the notebook's file.
  let notebook: String
  let asked: [Asked]
  let data: HandoutData
  let rules: Assignment.Rules

  /// `answers.json`.
  var json: String {
    let lines = asked.map { "  \(JSON.text($0.name).line): null" }
    return "{\n" + lines.joined(separator: ",\n") + "\n}\n"
  }

  /// `answers.grad`.
  var statements: String {
    let lines = asked.map { "\n# \($0.description)\n# \($0.name) =\n" }
    return """
      # \(title)
      #
      # Write a formula or numbers behind each name and take away the # in front of it.

      """ + lines.joined()
  }

  /// `export.py`.
  var script: String {
    let names = data.entries.map { entry in
      let value = "data[\(JSON.text(entry.name).line)]"
      return "\(PythonName.of(entry.name)) = "
        + (entry.tensor.shape.rank == 0 ? value : "np.array(\(value))  # \(entry.tensor.shape)")
    }
    let answers = asked.map { "\(PythonName.of($0.name)) = None  # \($0.description)" }
    let saved = asked.map { "    \(JSON.text($0.name).line): \(PythonName.of($0.name))," }
    return """
      # \(title)
      #
      # Compute the gradients below, then run this file: python3 export.py
      # It writes answers.npz, which you hand in.

      import json

      import numpy as np

      with open("data.json") as file:
          data = json.load(file)

      \(names.joined(separator: "\n"))

      # Your computation goes here; \(notebook) says what the loss is.

      \(answers.joined(separator: "\n"))

      answers = {
      \(saved.joined(separator: "\n"))
      }
      arrays = {}
      for name, value in answers.items():
          if value is None:
              print(name, "is still None")
          else:
              arrays[name] = np.asarray(value, dtype=float)
              print(name, "has shape", arrays[name].shape)
      np.savez("answers.npz", **arrays)

      """
  }

  /// `README.md`.
  var readme: String {
    let long = asked.filter { !$0.canBeTyped }.map {
      "\n\n`\($0.name)` has \($0.shape.count) numbers: hand in a file of arrays, or a formula."
    }
    let rows = asked.map {
      "| `\($0.name)` | \($0.symbol ?? "") | \($0.size) | \($0.points) |"
    }
    return """
      # Handing in: \(title)

      `\(notebook)` says what is asked for. The numbers of its setup are in `data.json`, all digits of them.

      | name | what | shape | worth |
      |---|---|---|---|
      \(rows.joined(separator: "\n"))

      Hand in **one** of these, whichever you like:

      | file | what to do |
      |---|---|
      | `answers.json` | replace each `null` by your numbers, row by row: `[[0.5, -1.25], [2, 0.75]]` |
      | `answers.grad` | write a formula or numbers behind each name, and take away the `#` before it |
      | `\(notebook)` | the same in the blocks between ```` ```answer ```` and ```` ``` ```` |
      | `answers.npz` | fill in `export.py` and run it; a NumPy file from elsewhere will do |

      What you leave out is blank and earns nothing, but costs nothing elsewhere.

      **Numbers.** If you type them, write at least \(rules.digits) significant digits. From a program, save
      float64 and do not round.\(long.joined())

      **Formulas** may use the names of the setup, your own names and each other, and the functions of
      Gradbook: `X' @ v`, `v * (z > 0)`, `sum(v, axis=0)`. Those that differentiate for you, such as `grad`,
      are not accepted. A formula is also tried with other numbers than those of the setup.

      """
  }
}

/// Names of a session as Python takes them.
enum PythonName {
  private static let keywords: Set = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue",
    "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import",
    "in",
    "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with",
    "yield", "answers", "arrays", "data", "dict", "file", "float", "json", "name", "np", "open",
    "print", "value",
  ]

  /// `net.W1` is `net_W1`, `lambda` is `lambda_`.
  static func of(_ name: String) -> String {
    let joined = String(name.map { $0 == "." ? "_" : $0 })
    return keywords.contains(joined) ? joined + "_" : joined
  }
}
