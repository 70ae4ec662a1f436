/// A subject that no single function or command covers.
package struct Topic: Sendable {
  /// As it is typed after `help`.
  package let name: String
  /// What the list of topics says.
  package let summary: String
  let title: String
  let parts: [HelpPage.Part]

  package static func named(_ name: String) -> Topic? { all.first { $0.name == name } }

  package static let all: [Topic] = [
    facts, shapes, broadcasting, layouts, networks, training, random, scripts, operators, keys,
    settings,
  ]

  private static let facts = Topic(
    name: "facts", summary: "`=` stays true, `:=` sets once", title: "Facts and values",
    parts: [
      .text(
        "`:=` sets a value: the right side is evaluated once. `=` states a fact: the name follows "
          + "what its right side reads, now and after every change."),
      .example(["x := 3", "f = x^2", "x := 4", "f"]),
      .text(
        "Facts may be stated in any order; one that reads a name without a value waits for it. "
          + "They may not go round in a circle."),
      .example(["J = w^2", "w := 2", "J"]),
      .text(
        "A fact whose right side names no variable is a value. Gradients are taken by values that "
          + "were set, or by any fact on the way; data from `load` is left out unless it is named."),
      .text("`undo` takes the last change back, `vars` lists every name, `clear` removes some."),
    ])

  private static let shapes = Topic(
    name: "shapes", summary: "vectors, matrices, axes, indices", title: "Shapes",
    parts: [
      .text(
        "A value is a number or a tensor of up to 4 axes, stored row by row. A shape prints as "
          + "300×2: 300 rows, 2 columns."),
      .example([
        "v := [1, 2, 3]", "X := [1, 2, 3; 4, 5, 6]", "sum(X, axis=0)", "X[1, :]", "X @ v",
      ]),
      .list([
        HelpPage.Term("`[1, 2, 3]`", "a vector: one axis, neither row nor column"),
        HelpPage.Term("`[1; 2; 3]`", "a column: a matrix 3×1"),
        HelpPage.Term("`X'`", "the transpose; a vector is unchanged"),
        HelpPage.Term("`axis=0`", "along the first axis, down the rows; -1 is the last"),
        HelpPage.Term("`X[0]`", "the first row; `X[:, -1]` is the last column"),
        HelpPage.Term("`reshape(x, 2, -1)`", "the same entries in another shape"),
      ]),
      .text("`help broadcasting` tells how tensors of different shapes are combined."),
    ])

  private static let broadcasting = Topic(
    name: "broadcasting", summary: "how different shapes combine", title: "Broadcasting",
    parts: [
      .text(
        "Element-wise operations combine tensors of different shapes as NumPy does: shapes are "
          + "aligned at their last axis, and an axis that is missing or has size 1 is repeated."),
      .example(["X := [1, 2, 3; 4, 5, 6]; X + [10, 20, 30]", "X * [2; 3]", "X + [1, 2]"]),
      .text(
        "Going back, the gradient of what was repeated is the sum over the repeats: that is why the "
          + "gradient of a bias is a sum over the rows of the batch."),
      .example(
        ["b := [0, 0, 0]; grad(sum((X + b)^2), b)"].map { "X := [1, 2, 3; 4, 5, 6]; " + $0 }),
      .text(
        "Losses do not broadcast: a vector beside a column would become a matrix, which is never "
          + "meant."),
    ])

  private static let layouts = Topic(
    name: "layouts", summary: "the shapes of derivatives", title: "Layouts of derivatives",
    parts: [
      .text(
        "A gradient of a number has the shape of what it is taken by. For the derivative of a "
          + "tensor two layouts are in use: numerator layout puts the axes of f first, denominator "
          + "layout those of x. For vectors one is the transpose of the other."),
      .example([
        "W := [1, 2; 3, 4; 5, 6]; x := [1, 1]; f = W @ x", "jacobian(f, x)",
        "jacobian(f, x, layout=\"denominator\")",
      ]),
      .text(
        "With Jacobians in numerator layout the chain rule runs from left to right, in denominator "
          + "layout from right to left. Neither is built to take a gradient: `vjp(f, x, v)` is one "
          + "backward pass."),
      .list([
        HelpPage.Term("number by number", "a number"),
        HelpPage.Term("number by vector n", "n"),
        HelpPage.Term("number by matrix n×m", "n×m"),
        HelpPage.Term("vector m by vector n", "m×n, or n×m in denominator layout"),
        HelpPage.Term("vector m by matrix n×k", "m×n×k, or n×k×m in denominator layout"),
      ]),
    ])

  private static let networks = Topic(
    name: "networks", summary: "layers joined by `->`", title: "Networks",
    parts: [
      .text(
        "A network is stated like a fact. Rows are examples: `affine(2, 3)` turns n×2 into n×3. Its "
          + "weights are drawn when the line is entered."),
      .example([
        "net = affine(2, 3) -> relu -> affine(3, 1)", "X := [1, 2; 3, 4]; net(X)", "net.W1",
        "J = mse(net(X), [1; 0]) + 0.01 * l2(net)",
      ]),
      .list([
        HelpPage.Term("`net.W1`, `net.b2`", "its tensors, numbered by the layers that learn"),
        HelpPage.Term("`net.W1 := zeros(2, 3)`", "sets one; `net.W1[0, 1] := 3` an entry of it"),
        HelpPage.Term("`grad(J, net.W1)`", "a gradient; `check J wrt net` checks them all"),
        HelpPage.Term("`net.upto(2)`", "its first two layers, with the same weights"),
        HelpPage.Term("`probs = net -> softmax`", "more layers behind it, with the same weights"),
        HelpPage.Term("`copy := net`", "a network with weights of its own that start equal"),
        HelpPage.Term("`net(X, train=false)`", "without dropout, with running statistics"),
        HelpPage.Term("`l2(net)`, `l1(net)`", "over the weights; biases=true: over all it learns"),
        HelpPage.Term("`trace J by=layers`", "both passes, a layer a step"),
        HelpPage.Term("`summary net`", "shapes, counts, and whether the last layer suits the loss"),
      ]),
      .text("`help layers` lists the layers."),
    ])

  private static let random = Topic(
    name: "random", summary: "the same numbers as NumPy", title: "Random numbers",
    parts: [
      .text(
        "A session starts with `seed 0`. After `seed n`, `randn`, `rand`, `randint`, `uniform` and "
          + "`permutation` draw exactly what `numpy.random.RandomState(n)` draws, in the same order."
      ),
      .example(["seed 0; randn(3)", "seed 0; randint(0, 10, 4)"]),
      .text(
        "A fact draws once, when its line is entered, and keeps what it drew. Dropout keeps its mask "
          + "as first drawn, so that a gradient can be checked, until `redraw`."),
    ])

  private static let training = Topic(
    name: "training", summary: "losses, steps, batches, initialisation", title: "Training",
    parts: [
      .text(
        "State a scalar loss J as a fact, set what it shall learn with `:=`, and `train J`: each step "
          + "takes the gradient and moves every value against it."),
      .example([
        "X := [0, 0; 0, 1; 1, 0; 1, 1]; y := [0, 1, 1, 1]; w := zeros(2); b := 0",
        "J = logistic_loss(X @ w + b, y)", "train J steps=200 lr=1 wrt w b",
      ]),
      .list([
        HelpPage.Term("full batch", "`train J steps=200 lr=1`: every step sees all rows"),
        HelpPage.Term(
          "mini-batches", "`train J epochs=5 batch=32 over X y`: every row once an epoch"),
        HelpPage.Term("single rows", "`train J steps=1000 optimizer=sgd over X y`"),
        HelpPage.Term("weight decay", "`decay=0.001` does what `0.0005 * sum(W^2)` in J does"),
        HelpPage.Term("early stopping", "`test=Jtest patience=5` keeps the best values"),
        HelpPage.Term("a start", "`init W1 W2 he` draws weights; `help init` lists how"),
      ]),
      .text(
        "Ctrl-C stops and keeps what was learnt, `undo` takes it back. Where numbers stop being "
          + "finite, training says in which step and where, and everything stays as it was."),
    ])

  private static let scripts = Topic(
    name: "scripts", summary: "files of statements", title: "Scripts",
    parts: [
      .text(
        "A script is a text file with the statements one would type, one a line or separated by "
          + "`;`; `#` starts a comment. Its name ends in .grad by custom."),
      .code([
        "run \"xor.grad\"", "save \"xor.grad\"", "$ gradbook xor.grad",
        "$ gradbook -c 'x := 2; x^2'", "$ gradbook --json xor.grad",
      ]),
      .text(
        "`save` writes the statements that led to the present state: what was taken back is left "
          + "out, and so is what only asked about the session. It replaces a file only if this "
          + "session wrote it, or with `force=true`."),
      .text(
        "`run` works within the session and `undo` takes all of it back. Relative names of files "
          + "start in the working directory, `~` is the home folder. A script stops at the first "
          + "error; run alone, gradbook then ends with status 1."),
    ])

  private static let operators = Topic(
    name: "operators", summary: "signs and their precedence", title: "Operators, loosest first",
    parts: [
      .list(
        Sign.levels.map { level in
          HelpPage.Term(level.signs.map(HelpText.code).joined(separator: " "), level.meaning)
        }),
      .text("`help @` explains one of them. `−`, `·`, `×`, `⊙`, `→` and `ᵀ` are read as well."),
    ])

  private static let keys = Topic(
    name: "keys", summary: "editing lines in the shell", title: "Keys",
    parts: [
      .list([
        HelpPage.Term("Tab", "completes commands, functions, names, options and file names"),
        HelpPage.Term("Up, Down", "goes through what was typed before, in earlier sessions too"),
        HelpPage.Term("Ctrl-R", "searches it"),
        HelpPage.Term("Ctrl-C", "clears the line; while something runs, stops it"),
        HelpPage.Term("Ctrl-D", "on an empty line: leaves"),
        HelpPage.Term("Ctrl-A, Ctrl-E", "goes to the start or the end of the line"),
        HelpPage.Term("Ctrl-W, Ctrl-K", "deletes the word before, or the rest of the line"),
        HelpPage.Term("Ctrl-L", "clears the screen"),
      ]),
      .text(
        "A line with an open bracket or a `\\` at its end goes on behind `....>`. Several lines can "
          + "be pasted at once, prompts included. Your own ~/.inputrc applies, vi mode too."),
    ])

  private static let settings = Topic(
    name: "settings", summary: "digits, width and the like", title: "Settings",
    parts: [
      .text("`set` lists the settings, `set name value` changes one until the session ends."),
      .list(
        Setting.all.map {
          HelpPage.Term(
            HelpText.code($0.name), "\($0.meaning); \($0.values); \($0.read(Settings())) at first")
        }),
      .example(["set digits 3; pi"]),
    ])
}
