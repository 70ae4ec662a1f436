import Diagnostics
import Foundation
import Notebook
import Operations
import StyledText
import Testing

@Suite("Help")
struct HelpTests {
  private func help(_ words: String, width: Int = 80) -> String {
    var notebook = Notebook()
    notebook.session.settings.width = width
    return notebook.printed(words)
  }

  @Test("help alone is one screen")
  func start() {
    let lines = help("help").split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count <= 24)
    #expect(lines.allSatisfy { DisplayWidth.of($0) <= 80 })
    #expect(lines.first == "Gradbook: a notebook in which backpropagation can be seen")
    for word in ["x := 3", "help functions", "help commands", "facts, shapes"] {
      #expect(help("help").contains(word))
    }
    #expect(help("?") == help("help"))
  }

  @Test("a function is explained with formula, derivative, shapes, example and source")
  func function() {
    #expect(
      help("help sigmoid") == """
        sigmoid(x)
          Squashes any real number into (0, 1).

          formula     1/(1 + exp(-x))
          derivative  ∂y/∂x = y·(1 - y)
          shapes      element by element
          source      CS229 (7.24); TUM lecture 7, activation functions

          grad> sigmoid(0.5)
          0.622459
        """)
    #expect(
      help("help mse") == """
        mse(p, y, reduction="mean")
          The mean squared error over all entries.

          formula     mean (p - y)²
          derivative  ∂/∂p: 2v (p - y)/n
          shapes      p and y of one shape to a scalar
          options     reduction is mean, sum or none
          source      TUM lecture 7, choosing the loss

          grad> mse([1, 2], [0, 4])
          2.5
        """)
  }

  @Test("a command is explained with usage, options and examples that were run")
  func command() {
    #expect(
      help("help redraw") == """
        redraw
          Lets dropout draw new masks wherever it is read.

          grad> h := ones(6); f = dropout(h, 0.5)
          f = [0, 0, 0, 0, 2, 0]
          grad> redraw
          new masks in f
          grad> f
          f = [2, 0, 0, 2, 0, 0]
        """)
    #expect(
      help("?save").contains(
        """
          force=true|false  replace a file that this session did not write; one that it
                            wrote is replaced anyway
        """))
  }

  @Test("an error code is explained by an example that fails in this way")
  func error() {
    let text = help("help circle")
    #expect(text.hasPrefix("error[circle]\n  A fact would follow itself"))
    #expect(text.contains("  grad> x = x + 1\n  error[circle]: x cannot follow itself"))
    #expect(help("help error circle") == text)
    #expect(help("help error[circle]") == text)
  }

  @Test(
    "every sign can be asked for",
    arguments: [
      ("+", "a + b"), ("@", "A @ B"), ("'", "A'"), (":=", "name := expression"),
      ("=", "name = expression"), ("^", "a^b"), ("==", "a == b"), ("->", "layer -> layer"),
      ("[", "[a, b]    [a, b; c, d]    x[i, a:b]"), ("(", "f(x)    (a + b) * c"),
      ("{", "repeat n { statements }"), ("..", "option=a..b"), ("\"", "\"text\""),
      ("−", "a - b"), ("⊙", "a * b"), ("ᵀ", "A'"), ("not", "not a"),
    ])
  func sign(spelling: String, title: String) {
    for question in ["help \(spelling)", "?\(spelling)"] {
      #expect(help(question).split(separator: "\n").first.map(String.init) == title, "\(question)")
    }
  }

  @Test("signs that no word can follow ask for help only where they stand alone")
  func alone() throws {
    var notebook = Notebook()
    try notebook.run("help = 3; help := 4")
    #expect(try notebook.number("1 + help") == 5)
  }

  @Test("a word with several meanings is explained in all of them")
  func severalMeanings() {
    let text = help("help trace")
    #expect(text.contains("trace e [wrt x ...]"))
    #expect(text.contains("\n\ntrace(A)\n"))
    #expect(help("help repeat").contains("repeat n { statements }"))
  }

  @Test(
    "what was meant is found",
    arguments: [
      ("ReLU", "relu(x)"), ("silu", "swish(x)"), ("softmax(x)", "softmax(x, axis=-1)"),
      ("grad(J, x)", "grad(J, x)"), ("Facts", "Facts and values"), ("PI", "pi"),
      ("digits", "set digits value"), ("iris", "load iris"),
    ])
  func meant(word: String, title: String) {
    #expect(help("help \(word)").split(separator: "\n").first.map(String.init) == title)
  }

  @Test("a name of the session is told with its statement")
  func sessionName() throws {
    var notebook = Notebook()
    try notebook.run("x := 2; f = x^2")
    #expect(notebook.printed("help f") == "f\n  stated here: f = x^2")
    try notebook.run("shape := 3")
    #expect(notebook.printed("help shape").hasPrefix("shape\n  stated here: shape := 3\n\nerror"))
  }

  @Test(
    "an unknown word is answered with close ones",
    arguments: [
      ("sofmax", "did you mean softmax?"), ("brodcasting", "did you mean broadcasting?"),
      ("zzzzzz", "help topics lists what there is"),
    ])
  func unknown(word: String, hint: String) throws {
    var notebook = Notebook()
    let error = try notebook.failure("help \(word)")
    #expect(error.code == "help")
    #expect(error.help == hint)
  }

  @Test("several words are explained one after the other")
  func several() {
    #expect(help("help exp log") == help("help exp") + "\n\n" + help("help log"))
    #expect(help("help exp zzz").contains("error[help]"))
  }

  @Test(
    "every word that help knows has its page, within the width", arguments: HelpIndex.words)
  func everyPage(word: String) {
    #expect(!HelpIndex.pages(for: word).isEmpty)
    for width in [20, 40, 80] {
      // Quotes keep `;` and `#` from ending the statement.
      let text = help([";", "#"].contains(word) ? "help \"\(word)\"" : "?\(word)", width: width)
      #expect(!text.isEmpty)
      for line in text.split(separator: "\n") {
        #expect(DisplayWidth.of(line) <= width, "\(line)")
      }
    }
  }

  @Test(
    "the examples of functions, commands, signs and topics run without an error",
    arguments: HelpIndex.words.filter { ErrorCode.named($0) == nil })
  func examples(word: String) {
    // These show what is refused.
    if ["broadcasting", "errors"].contains(word) { return }
    #expect(!help("?\(word)").contains("error["), "\(word)")
  }

  @Test("the example of an error fails with its code", arguments: ErrorCode.all.map(\.code))
  func errorExample(code: String) throws {
    let entry = try #require(ErrorCode.named(code))
    var notebook = Notebook()
    for (index, line) in entry.example.enumerated() {
      let outcomes = notebook.enter(line)
      let isLast = index == entry.example.count - 1
      #expect(outcomes.last?.diagnostic?.code == (isLast ? code : nil))
    }
  }

  @Test("every code that the sources use is explained")
  func everyCode() throws {
    let sources = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Sources")
    var used: Set<String> = []
    let files = try #require(FileManager.default.enumerator(atPath: sources.path))
    for case let name as String in files where name.hasSuffix(".swift") {
      let text = try String(
        contentsOf: sources.appendingPathComponent(name), encoding: .utf8)
      for match in text.matches(of: /Diagnostic\(\s*"([a-z]+)"/) { used.insert(String(match.1)) }
    }
    #expect(used.count > 20)
    #expect(used.subtracting(ErrorCode.all.map(\.code)) == [])
  }

  @Test("codes, topics, settings and signs are listed in order and once")
  func tables() {
    let codes = ErrorCode.all.map(\.code)
    #expect(codes == codes.sorted())
    #expect(Set(codes).count == codes.count)
    for names in [Topic.all.map(\.name), Setting.all.map(\.name), Sign.all.flatMap(\.spellings)] {
      #expect(Set(names).count == names.count)
    }
  }

  @Test("the lists name everything there is")
  func lists() {
    let functions = help("help functions")
    for name in BuiltInNames.callable.map(\.name) + SpecialForm.all.map(\.name) {
      #expect(functions.contains(name))
    }
    let commands = help("help commands")
    for name in Commands.names { #expect(commands.contains("\n  \(name) ")) }
    let errors = help("help errors")
    for code in ErrorCode.all { #expect(errors.contains("  \(code.code) ")) }
    let topics = help("help topics")
    for topic in Topic.all { #expect(topics.contains("  \(topic.name) ")) }
  }

  @Test("summaries and conventions are sentences", arguments: sentences)
  func style(sentence: String) {
    #expect(sentence.hasSuffix("."))
    #expect(!sentence.contains("!"))
  }
}

/// What the tables say in sentences.
private let sentences: [String] =
  BuiltInNames.callable.flatMap { [$0.summary] + ($0.convention.map { [$0] } ?? []) }
  + SpecialForm.all.flatMap { [$0.summary] + ($0.convention.map { [$0] } ?? []) }
  + Commands.all.map { $0.summary } + ErrorCode.all.flatMap { [$0.summary, $0.explanation] }

@Suite("The reference")
struct ReferenceTests {
  private let text = Reference.markdown()

  @Test("names every function, command, setting, topic and code")
  func complete() {
    for operation in BuiltInNames.callable { #expect(text.contains("### `\(operation.call)`\n")) }
    for form in SpecialForm.all { #expect(text.contains("### `\(form.call)`\n")) }
    for command in Commands.all { #expect(text.contains("#### `\(command.usage)`\n")) }
    for setting in Setting.all { #expect(text.contains("\n| `\(setting.name)` |")) }
    for code in ErrorCode.all { #expect(text.contains("### `error[\(code.code)]`\n")) }
  }

  @Test("is the same every time")
  func same() { #expect(Reference.markdown() == text) }

  @Test("every link within it leads to a heading")
  func links() {
    let headings = text.split(separator: "\n").filter { $0.hasPrefix("## ") }.map {
      $0.dropFirst(3)
    }
    let anchors = Set(
      headings.map { $0.lowercased().replacing(" ", with: "-") })
    for match in text.matches(of: /\]\(#([^)]*)\)/) {
      #expect(anchors.contains(String(match.1)))
    }
  }

  @Test("is well-formed: fences are closed, tables are even, no line ends in blanks")
  func wellFormed() {
    var isInBlock = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") { isInBlock.toggle() }
      #expect(line.last != " ", "\(line)")
      if !isInBlock, line.hasPrefix("|") { #expect(line.hasSuffix("|")) }
    }
    #expect(!isInBlock)
  }
}
