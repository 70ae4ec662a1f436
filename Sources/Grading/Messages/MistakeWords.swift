/// What is said around the catalogue of mistakes.
enum MistakeWords {
  static let opening = """
    # Mistakes

    Made from the catalogue in the program by `make docs`; `gradbook assignment mistakes` prints it.
    Each is looked for in every backward pass at every place where it can be made: alone, then with
    another. Beside these there are a factor that nothing explains (`factor-other`, multiplied by so
    much) and what an assignment names itself by `wrong:` (`foreseen`). [Grading](grading.md) says how a
    mistake is found.

    """
}
