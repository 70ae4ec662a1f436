import Foundation
import Notebook
import Testing

@Suite("Completion")
struct CompletionTests {
  /// What Tab offers at the end of a line; the word is what a name can consist of.
  private func complete(
    _ line: String, after statements: String = ""
  ) throws -> [String] {
    var notebook = Notebook()
    if !statements.isEmpty { try notebook.run(statements) }
    let quotes = line.count { $0 == "\"" }
    let word =
      quotes % 2 == 1
      ? line.split(separator: "\"", omittingEmptySubsequences: false).last.map(String.init) ?? ""
      : String(
        line.reversed().prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }.reversed())
    return notebook.session.completions(
      line: line, word: word, start: line.utf8.count - word.utf8.count)
  }

  @Test(
    "words are completed by where they stand",
    arguments: [
      ("soft", ["softmax(", "softplus("]),
      ("y = soft", ["softmax(", "softplus("]),
      ("his", ["hist", "history"]),
      ("x + his", []),
      ("x := 1; his", ["hist", "history"]),
      ("repeat 3 { his", ["hist", "history"]),
      ("rep", ["repeat", "repeat("]),
      ("p", ["permutation(", "pi", "plot", "prod("]),
      ("softmax(x, ax", ["axis="]),
      ("sum([1, 2], ke", ["keepdims="]),
      ("sum(x, keepdims=", ["false", "true"]),
      ("exp(softmax(x, ax", ["axis="]),
      ("exp(softmax(x), ax", []),
      ("mse(p, y, reduction=", ["mean", "none", "sum"]),
      ("mse(p, y, reduction=\"", ["mean", "none", "sum"]),
      ("conv1d(x, w, padding=v", ["valid"]),
      ("jacobian(f, x, la", ["layernorm(", "layout="]),
      ("jacobian(f, x, layout=", ["denominator", "numerator"]),
      ("numgrad(J, x, o", ["onehot(", "ones(", "order=", "outer("]),
      ("numgrad(J, x, order=\"f", ["forward"]),
      ("set ", ["digits", "memory", "pager", "whole", "width"]),
      ("set di", ["digits"]),
      ("set pager ", ["auto", "off"]),
      ("set pager=", ["auto", "off"]),
      ("set digits ", []),
      ("load ", ["diabetes", "digits", "housing", "iris", "spiral", "wine", "xor"]),
      ("load iris ", []), ("load spiral ", ["classes=", "noise=", "points="]),
      ("load housing features=", ["1", "4"]), ("load digits scale=", ["false", "true"]),
      ("load \"a.csv\" ", ["header=", "target="]),
      ("load \"a.csv\" header=", ["false", "true"]),
      ("help sof", ["softmax", "softplus"]),
      ("?sof", ["softmax", "softplus"]),
      ("? broad", ["broadcast", "broadcasting"]),
      ("help cir", ["circle"]),
      ("help his", ["hist", "history"]),
      ("time his", ["hist", "history"]),
      ("time y = soft", ["softmax(", "softplus("]),
      ("trace sin", ["sin(", "sind("]),
      ("trace f by=", ["layers", "names", "ops", "primitives"]),
      ("trace f by=n", ["names"]),
      ("trace f b", ["batchnorm(", "bce(", "bernoulli(", "broadcast(", "by="]),
      ("trace f wr", ["wrt"]),
      ("vars ", []),
      ("seed ", []),
      ("x # sof", []),
      ("x # sof\nsof", ["softmax(", "softplus("]),
      ("[softmax(x)[0], sof", ["softmax(", "softplus("]),
      ("zzz", []),
    ])
  func words(line: String, candidates: [String]) throws {
    #expect(try complete(line) == candidates)
  }

  @Test(
    "names of the session are among them, functions with their bracket",
    arguments: [
      (
        "lo",
        [
          "load", "log(", "log1p(", "log_softmax(", "logcosh(", "logistic_loss(",
          "logsumexp(", "losses",
        ]
      ),
      ("x + los", ["losses"]), ("clear ", ["g", "losses", "θ"]), ("x = g", ["g(", "gelu("]),
      ("θ", ["θ"]), ("help los", ["losses"]), ("trace los", ["losses"]),
      ("iterate(g", ["g(", "gelu(", "grad(", "groupnorm("]),
    ])
  func names(line: String, candidates: [String]) throws {
    let found = try complete(line, after: "losses := 1; g(t) = t^2; θ := 3")
    #expect(Set(candidates).subtracting(found) == [])
    if line.hasPrefix("clear") { #expect(found == candidates) }
  }

  @Test("a word of a command that is used as a name is no command")
  func commandAsName() throws {
    #expect(try complete("set = sof") == ["softmax(", "softplus("])
    #expect(try complete("set := sof") == ["softmax(", "softplus("])
  }

  @Test("files are completed within quotes, folders with a slash")
  func files() throws {
    let scratch = try Scratch()
    for name in ["iris.csv", "iris2.csv", ".hidden", "sub/inner.grad"] {
      try scratch.write("", to: name)
    }
    let path = scratch.path
    for command in ["load", "run", "save"] {
      #expect(
        try complete("\(command) \"\(path)/") == [
          "\(path)/iris.csv", "\(path)/iris2.csv", "\(path)/sub/",
        ])
      #expect(try complete("\(command) \"\(path)/su") == ["\(path)/sub/"])
    }
    #expect(try complete("run \"\(path)/sub/") == ["\(path)/sub/inner.grad"])
    #expect(try complete("run \"\(path)/.h") == ["\(path)/.hidden"])
    #expect(try complete("run \"\(path)/nothing/") == [])
    #expect(try complete("run \"~") == ["~/"])
  }

  @Test("run and save complete files without quotes too")
  func bareFiles() throws {
    let scratch = try Scratch()
    try scratch.write("", to: "my-notes.grad")
    #expect(try complete("run \(scratch.path)/my-no") == ["notes.grad"])
    #expect(try complete("save \(scratch.path)/m") == ["my-notes.grad"])
    #expect(try complete("save \"x.grad\" f") == ["force="])
  }

  @Test(
    "odd lines offer something sane",
    arguments: ["", " ", "(", ")", "]]]", "\"", "\"\\", "x = (", "{{{{", "a\nb\n", "=", "?", "\\"])
  func odd(line: String) throws {
    let found = try complete(line)
    #expect(found == found.sorted())
    var notebook = Notebook()
    #expect(notebook.session.completions(line: line, word: "", start: -5).count > 100)
    #expect(notebook.session.completions(line: line, word: "qqq", start: 99) == [])
    notebook.enter(line)
  }
}
