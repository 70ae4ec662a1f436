import Testing

@testable import StyledText

@Suite("Rendering")
struct RenderingTests {
  private let text: StyledText = "a " + StyledText("1\n2", .number) + StyledText(" x", .name)

  @Test("without colours only the text remains")
  func plain() {
    #expect(text.rendered(.none) == "a 1\n2 x")
  }

  @Test(
    "each line's sequences are closed on that line",
    arguments: [
      (ColorDepth.ansi16, "36"), (.ansi256, "38;5;37"), (.trueColor, "38;2;0;150;170"),
    ])
  func colors(depth: ColorDepth, code: String) {
    #expect(
      text.rendered(depth) == "a \u{1B}[\(code)m1\u{1B}[0m\n\u{1B}[\(code)m2\u{1B}[0m x")
  }

  @Test("no role loses text, and what is opened is closed", arguments: Role.allCases)
  func roles(role: Role) {
    for depth in [ColorDepth.ansi16, .ansi256, .trueColor] {
      let rendered = StyledText("word", role).rendered(depth)
      #expect(rendered.contains("word"))
      #expect(
        rendered == "word" || rendered.hasPrefix("\u{1B}[") && rendered.hasSuffix("\u{1B}[0m"))
    }
    #expect(StyledText("word", role).rendered(.none) == "word")
  }

  @Test("typed escape sequences never reach the terminal")
  func escapes() {
    let rendered = StyledText("\u{1B}]0;title\u{7}", .string).rendered(.ansi16)
    #expect(rendered == "\u{1B}[32m␛]0;title␇\u{1B}[0m")
  }

  @Test(
    "mathematics can be written in ASCII",
    arguments: [
      ("300×2", "300*2"), ("a·b ⊙ c", "a*b .* c"), ("∂f/∂θ", "df/dtheta"), ("x²", "x^2"),
      ("x¹² + y⁻¹", "x^12 + y^-1"), ("Wᵀ", "W'"), ("Σ x", "sum x"), ("√2", "sqrt 2"),
      ("√(x)", "sqrt(x)"), ("1/√Var(z)", "1/sqrt Var(z)"), ("√Σ x²", "sqrt sum x^2"),
      ("√v̂", "sqrt v_hat"), ("√π  n", "sqrt pi n"), ("√", "sqrt"), ("√ x", "sqrt x"),
      ("a ≤ b ≥ c ≠ d", "a <= b >= c != d"), ("…", "~"), ("−1", "-1"), ("a → b", "a -> b"),
      ("┌─┐│└┘├", "+-+|+++"), ("x̂ = ŷ", "x_hat = y_hat"), ("θ₀ θ₁₂", "theta_0 theta_12"),
      ("Ångström naïve", "Angstrom naive"), ("σ(z)", "sigma(z)"), ("日本", "????"),
      ("▁▂▃▄▅▆▇█", "_.-:=+*#"), ("⠀⣿", " #"), ("“x”", "\"x\""), ("plain", "plain"),
      ("e\u{301}", "e"),
      ("␛[0m", "^[[0m"),
    ])
  func ascii(text: String, ascii: String) {
    let fallback = StyledText(text, .number).asciiFallback
    #expect(fallback.plain == ascii)
    #expect(fallback.plain.utf8.allSatisfy { $0 < 0x80 })
    #expect(fallback.runs.first?.role == .number)
  }

  @Test("every character has an ASCII counterpart")
  func allAscii() {
    var everything = String.UnicodeScalarView()
    for value in UInt32(0x20)...0x2FFF {
      if let scalar = Unicode.Scalar(value) { everything.append(scalar) }
    }
    let ascii = StyledText(String(everything)).asciiFallback.plain
    #expect(ascii.utf8.allSatisfy { $0 < 0x80 })
  }
}
