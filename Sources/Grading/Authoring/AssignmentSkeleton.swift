import Lessons

/// An assignment to begin with, which can be graded as it stands.
package enum AssignmentSkeleton {
  package static func text(id: String) -> String {
    let title = LessonSkeleton.title(id)
    return """
      ---
      title: \(title)
      id: \(id)
      source: where the matter is taken from
      summary: One sentence for the list of assignments.
      points: 6
      digits: 4
      tolerance: 1e-5
      ---
      # \(title)

      Say in two sentences what is to be understood, then state data, parameters and loss. The sizes
      5, 2 and 3 differ, so that an answer that is turned or summed the wrong way does not fit.

      ```grad setup
      grad> seed 1
      grad> X := randn(5, 2)
      grad> y := [0, 2, 1, 0, 2]
      grad> W := randn(2, 3)
      grad> b := randn(3)
      grad> s = X @ W + b;
      grad> J = cross_entropy(s, y) + 0.05 * l2(W);
      ```

      Say it in formulas too, and name what is easily overlooked:

          J = −1/5 · Σ_i log p[i, y_i]  +  0.05 · ΣW²        p = softmax(s), row by row

      ```ask points=2
      ds: grad(J, s)
      text: What arrives at the scores.
      ```

      ```ask points=2
      dW: grad(J, W)
      from: ds
      text: The gradient at the weights, with both parts of the loss.
      wrong: grad(J, W) - 0.05 * W => The penalty has no ½ in front, so its derivative keeps the 2.
      ```

      ```ask points=2
      db: grad(J, b)
      from: ds
      text: The gradient at the biases.
      ```

      """
  }
}
