/// A lesson to begin with, which replays as it stands.
package enum LessonSkeleton {
  /// Whether a lesson can be called so.
  package static func canBeNamed(_ id: String) -> Bool { LessonID.isValid(id) }

  /// What names of lessons are made of.
  package static let names = LessonID.description

  package static func text(id: String) -> String {
    """
    ---
    title: \(title(id))
    id: \(id)
    source: where the matter is taken from
    summary: One sentence for the list of lessons.
    minutes: 15
    ---
    # \(title(id))

    Say in two sentences what will be understood at the end, and begin with something to see.

    ```grad
    grad> x := 3
    grad> f = x^2
    f = 9
    ```

    ## The first step

    Explain, then let the reader do it.

    ```task {#slope}
    ask: Define `g`, the derivative of `f` at `x`, as a formula.
    solution: g = 2 * x
    accept: g
    hint: The power rule.
    hint: The derivative of x^n is n * x^(n - 1).
    wrong: x => The exponent comes down as a factor.
    ```

    ```task {#guess}
    ask: What will `g` be when `x` is 5?
    predict: g
    run: x := 5
    hint: `g` is a fact: it follows `x`.
    ```

    ```task {#kind}
    ask: Which of these is a number here, and not a formula?
    choice: the derivative of x^2 => It depends on `x`.
    correct: the derivative of 2 * x
    hint: Differentiate both.
    ```

    ## What was learnt

    - One line for each thing.

    """
  }

  /// `chain-rule` as a title.
  package static func title(_ id: String) -> String {
    let words = id.split(separator: "-").joined(separator: " ")
    return words.isEmpty ? id : words.prefix(1).uppercased() + words.dropFirst()
  }
}
