import Language

/// A kind of error: what `help shape` explains.
///
/// A test finds every code that is used anywhere in the sources, so none can be left out here.
package struct ErrorCode: Sendable {
  package let code: String
  /// One sentence.
  package let summary: String
  /// Why it happens and what to do.
  package let explanation: String
  /// Entries of which the last fails in this way; empty where a file or a person is needed.
  package let example: [String]

  private init(
    _ code: String, _ summary: String, _ explanation: String, example: [String] = []
  ) {
    self.code = code
    self.summary = summary
    self.explanation = explanation
    self.example = example
  }

  /// One of the codes that the language explains in a sentence itself.
  private init(language code: String, _ explanation: String, example: [String]) {
    let summary = LanguageDiagnostics.explanations.first { $0.code == code }?.summary ?? ""
    self.init(code, summary, explanation, example: example)
  }

  package static func named(_ code: String) -> ErrorCode? { all.first { $0.code == code } }

  /// Every code, in alphabetical order.
  package static let all: [ErrorCode] = [
    ErrorCode(
      "arguments", "A function was called with too few or too many arguments.",
      "The help line shows the call; arguments in square brackets may be left out, and those with "
        + "`=` have the value shown unless another is given.",
      example: ["linspace(0)"]),
    ErrorCode(
      "arrow", "`->` stands between things that are not layers.",
      "`->` joins the layers of a network: calls such as `affine(2, 3)`, functions by their names, "
        + "other networks. Functions are applied by calls: `g(f(x))`. `help layers` lists the layers.",
      example: ["2 -> 3"]),
    ErrorCode(
      "assignment", "An assignment cannot be used as it stands.",
      "The place and the caret show the cell or the line to change. "
        + "`gradbook grade ASSIGNMENT.md --lint` tells more about an assignment that can be read."),
    ErrorCode(
      "axis", "The tensor has no axis of that number.",
      "Axes count from 0, negative ones from the last. A vector has the axis 0 only, a matrix 0 "
        + "(down the rows) and 1 (along a row).",
      example: ["sum([1, 2, 3], axis=1)"]),
    ErrorCode(
      language: "character",
      "The message names the character. Letters of any script may stand in names; text stands "
        + "between double quotes.",
      example: ["x := 3€"]),
    ErrorCode(
      "circle", "A fact would follow itself, directly or through others.",
      "`=` states what stays true, so facts may not go round in a circle; the message names the way. "
        + "To change a value now, write `:=`. A function cannot call itself either; "
        + "`iterate(g, x, n)` applies it n times.",
      example: ["x = x + 1"]),
    ErrorCode(
      "data", "A data file does not hold what it should.",
      "Every cell must be a number, but for a target of text named by `target=`. Cells that are "
        + "missing or hold something else are listed by row and column; the header does not count as "
        + "a row. A file of arrays holds numbers as NumPy writes them, never Python objects.",
      example: ["load irsi"]),
    ErrorCode(
      "diverged", "Training came to numbers that are not finite, and stopped.",
      "The message names the step and the first value that is infinite or not a number. Steps that "
        + "are too large are the usual cause: a smaller lr. Everything is as it was before.",
      example: ["w := 1; J = w^2", "train J lr=3 steps=1000"]),
    ErrorCode(
      "file", "A file cannot be found, read or written.",
      "Names of files stand between quotes and start in the working directory; `~` is the home "
        + "folder. `save` replaces a file only if this session wrote it, or with `force=true`.",
      example: ["run \"nowhere/script.grad\""]),
    ErrorCode(
      "grader", "The grader failed at a submission.",
      "The submission is not to blame and has no score; the others are graded. The exit code is "
        + "not 0, so that nobody takes the class for done."),
    ErrorCode(
      "help", "There is no help under this word.",
      "`help` alone names the topics, `help functions` and `help commands` list the rest.",
      example: ["help sofmax"]),
    ErrorCode(
      "history", "What was typed cannot be kept for the next session.",
      "The file that keeps it cannot be read or written; this session goes on. `GRADBOOK_HISTORY` "
        + "names another file, and set to nothing it keeps no history."),
    ErrorCode(
      "index", "An index lies outside the tensor, or there are more indices than axes.",
      "Places count from 0, negative ones from the end. A range `a:b` may go beyond the end; it then "
        + "stops there.",
      example: ["x := [1, 2, 3]; x[3]"]),
    ErrorCode(
      "input", "Statements cannot be read from standard input.",
      "The input broke off, or a line of it is too long to be a statement and was skipped."),
    ErrorCode(
      "interrupted", "Ctrl-C stopped what was running.",
      "A single statement that was stopped has changed nothing. A repetition keeps the rounds it "
        + "finished; a round counts whole or not at all."),
    ErrorCode(
      "layer", "A layer cannot be used here.",
      "A layer that learns keeps its tensors under the name of its network, so it is stated first: "
        + "`net = affine(2, 3)`, then `net(X)`. `help networks` tells more.",
      example: ["affine(2, 3)([1, 2])"]),
    ErrorCode(
      "lesson", "There is no such lesson, or what is done of it cannot be kept or read.",
      "`lesson` lists the lessons; one in a file of your own is `lesson \"./mine.md\"`. What is done "
        + "is kept beside the history, in $XDG_STATE_HOME/gradbook/progress, a text for each lesson "
        + "that can be carried to another computer."),
    ErrorCode(
      "memory", "The computation would need more memory than it may use.",
      "The limit guards the rest of the machine: `set memory 16` raises it to 16 GiB. Often a shape "
        + "is larger than it was meant to be.",
      example: ["set memory 0.001; x := ones(1000, 1000)"]),
    ErrorCode(
      "name", "A name has no value, or there is no function of that name.",
      "Names differ by case. A value is set with `:=`, a function defined as `g(t) = ...`; "
        + "`vars` lists the names of the session, `help functions` the functions.",
      example: ["mze([1, 2], [1, 3])"]),
    ErrorCode(
      "notebook", "A notebook is not written as one.",
      "A notebook is a Markdown file: front matter between lines `---`, prose, cells between "
        + "` ```grad ` and ` ``` `, tasks between ` ```task {#id} ` and ` ``` `. The place and the "
        + "caret show what cannot be understood; the rest is read."),
    ErrorCode(
      language: "number",
      "Numbers are written `1`, `.5` or `1e-3`, with a point and without separators of thousands. The "
        + "largest is about 1.8e308; `inf` is infinity.",
      example: ["1e400"]),
    ErrorCode(
      "option", "An option does not exist, is given twice, or has a value it cannot have.",
      "`help` followed by the function or command lists its options.",
      example: ["softmax([1, 2, 3], axes=0)"]),
    ErrorCode(
      "output", "What was printed cannot be written.",
      "The disk may be full, or the program that reads may have stopped."),
    ErrorCode(
      "plot", "A picture cannot be drawn of this.",
      "Curves follow one name or hold a number for each step, contour maps follow two names, heat "
        + "maps have two axes, points are rows of two numbers, and classes are whole numbers. "
        + "`help plot`, `help contour`, `help heatmap`, `help scatter` and `help boundary` show each.",
      example: ["heatmap zeros(2, 3, 4)"]),
    ErrorCode(
      "record", "A line of a stream cannot be read as a submission.",
      "Each line is one JSON object with `student` and `answers`, `statements` or `file` with "
        + "`base64`. The line is answered like any other, as ungradable."),
    ErrorCode(
      "reserved", "A name of the language was to be given another meaning.",
      "Functions and constants such as `sum` and `pi` keep their meaning; choose another name. The "
        + "word of a command may be a name.",
      example: ["sum := 3"]),
    ErrorCode(
      "save", "There is nothing to save.",
      "`save` writes the statements that led to the present state; so far there are none.",
      example: ["save \"empty.grad\""]),
    ErrorCode(
      "script", "Scripts run one another too deep.",
      "A script may run others, \(Session.scriptLimit) deep at most; a script that runs itself would "
        + "never end."),
    ErrorCode(
      "setting", "A setting does not exist or cannot have this value.",
      "`set` lists the settings, `help settings` what they may be.", example: ["set digits 99"]),
    ErrorCode(
      "shape", "The shapes of tensors do not fit together.",
      "The message names the tensors and their shapes. A matrix product needs equal inner sizes, "
        + "element-wise operations shapes that broadcast, losses equal ones. `'` transposes, `reshape` "
        + "arranges entries anew. `help shapes` tells more.",
      example: ["X := ones(3, 2); W := ones(3, 4); X @ W"]),
    ErrorCode(
      "size", "A computation would record too many operations.",
      "Every application in `iterate` and every entry of a Jacobian is recorded. Use fewer, or "
        + "`repeat`, which records one round."),
    ErrorCode(
      language: "string",
      "Text stands between double quotes on one line; `\\\"` is a quote in it, `\\\\` a backslash. `'` is "
        + "the transpose.",
      example: ["load \"iris"]),
    ErrorCode(
      "students", "The list of students does not fit the submissions.",
      "The list is a CSV file as a course system exports it, with a column of names or "
        + "identifications. Whoever handed in but is not in it is graded and named in the warning."),
    ErrorCode(
      "submission", "What was handed in for an assignment cannot be read.",
      "Answers are JSON, arrays of NumPy, tables of numbers, or statements; the name of the file tells "
        + "which. The message says what to change. A submission that cannot be read is not wrong: it "
        + "is not graded until it is handed in again."),
    ErrorCode(
      "symbolic", "The symbolic derivative is out of reach.",
      "Symbolic differentiation goes element by element, and copies factors with every product: its "
        + "formulas swell. `grad` computes the same number with shared intermediates.",
      example: ["x := [1, 2]; diff(softmax(x), x)"]),
    ErrorCode(
      language: "syntax",
      "The caret shows where reading stopped making sense. Statements are separated by `;` or a line "
        + "break; `=` states a fact, `:=` sets a value, `==` compares.",
      example: ["y = (1 + 2"]),
    ErrorCode(
      "training", "There is nothing to train, or not from this data.",
      "`train J` changes the values that J depends on and that were set with `:=`; `wrt W b` names "
        + "some of them, `over X y` says what is data. Data must hold numbers everywhere.",
      example: ["train 2"]),
    ErrorCode(
      "type", "A value stands where a function is needed, or the other way round.",
      "A function is called with round brackets, an entry taken with square ones; to multiply, write "
        + "`*`. Derivatives are taken by names.",
      example: ["x := 2; x(3)"]),
    ErrorCode(
      "undo", "There is nothing to take back.",
      "`undo` goes back \(Session.undoLimit) changes at most, and not beyond the start of the script "
        + "or repetition it stands in. Statements that only show something are no changes.",
      example: ["undo"]),
    ErrorCode(
      "usage", "A command is used in another way.",
      "The message shows how; `help` followed by the command explains it.", example: ["seed"]),
    ErrorCode(
      "value", "A value is not of the kind that is needed here.",
      "Labels must be whole numbers, probabilities lie between 0 and 1, a matrix to invert must not be "
        + "singular: the message says what was expected.",
      example: ["inv([1, 2; 2, 4])"]),
  ]
}
