import Terminal
import Testing

@Suite("Prompts in pasted text") struct PromptStripperTests {
  let stripper = PromptStripper(prompt: "grad> ", continuation: "....> ")

  @Test(
    "A transcript is reduced to what was typed",
    arguments: [
      ("grad> x := 2", "x := 2"),
      ("grad>x", "grad>x"),
      ("grad>", ""),
      ("  grad> x := 2", "x := 2"),
      ("grad> grad> x", "x"),
      ("grad> a := 2\ngrad> a^2\n4\n", "a := 2\na^2"),
      ("grad> a := 2\r\ngrad> a^2\r\n4", "a := 2\na^2"),
      ("grad> f = (1 +\n....>   2)\nf = 3\n", "f = (1 +\n  2)"),
      ("....> 2)", "2)"),
      ("(1 +\n....> 2)", "(1 +\n2)"),
      ("a := 2\ngrad> a^2\n4", "a := 2\na^2"),
      ("grad> trace f\nforward\n  x   2\n\ngrad> x", "trace f\nx"),
    ])
  func strips(pasted: String, typed: String) {
    #expect(stripper.strip(pasted) == typed)
  }

  @Test(
    "Text without a prompt at the start of a line stays as it is",
    arguments: [
      "", "\n", "x := 2\ny := 3\n", "x > 2", "grad(J, W)", "y = grad > 2", "# see grad> x",
      "...> x",
      "a\r\nb\r\n", "\t x  ",
    ])
  func keeps(text: String) {
    #expect(stripper.strip(text) == text)
  }
}
