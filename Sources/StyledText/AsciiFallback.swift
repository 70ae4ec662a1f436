/// Writes mathematical text with ASCII characters.
enum AsciiFallback {
  static func text(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
    var result = ""
    var last = Last.other
    for scalar in text.unicodeScalars {
      if let digit = superscripts[scalar] {
        if last != .raised { result += "^" }
        result.unicodeScalars.append(digit)
        last = .raised
      } else if let digit = subscripts[scalar] {
        if last != .lowered { result += "_" }
        result.unicodeScalars.append(digit)
        last = .lowered
      } else {
        let replaced = replacement(of: scalar)
        let isWord = replaced.first.map { $0.isLetter || $0.isNumber } ?? false
        if last == .root, isWord { result += " " }
        result += replaced
        last = scalar == "√" ? .root : .other
      }
    }
    return result
  }

  /// What the last sign was, so that `x¹²` is `x^12`, `√x` is `sqrt x` and `√(x)` is `sqrt(x)`.
  private enum Last {
    case raised, lowered, root, other
  }

  private static func replacement(of scalar: Unicode.Scalar) -> String {
    if scalar.isASCII { return String(scalar) }
    if let sign = signs[scalar] ?? drawing(scalar) { return sign }
    let isMark = scalar.properties.generalCategory == .nonspacingMark
    return isMark
      ? "" : String(repeating: "?", count: max(DisplayWidth.of(String(scalar)), 1))
  }

  /// Box drawing, block and braille characters by how they look.
  private static func drawing(_ scalar: Unicode.Scalar) -> String? {
    switch scalar.value {
    case 0x2500, 0x2501, 0x2504, 0x2505, 0x2508, 0x2509, 0x254C, 0x254D, 0x2550, 0x2574, 0x2576,
      0x2578, 0x257A, 0x257C, 0x257E:
      return "-"
    case 0x2502, 0x2503, 0x2506, 0x2507, 0x250A, 0x250B, 0x254E, 0x254F, 0x2551, 0x2575, 0x2577,
      0x2579, 0x257B, 0x257D, 0x257F:
      return "|"
    case 0x2571: return "/"
    case 0x2572: return "\\"
    case 0x2573: return "X"
    case 0x2500...0x257F: return "+"
    case 0x2581...0x2588: return blocks[Int(scalar.value - 0x2581)]
    case 0x2589...0x258C: return "#"
    case 0x258D...0x258F: return "|"
    case 0x2580: return "\""
    case 0x2590, 0x2593: return "#"
    case 0x2591: return "."
    case 0x2592: return ":"
    case 0x2800: return " "
    case 0x2801...0x28FF:
      let dots = (scalar.value - 0x2800).nonzeroBitCount
      return dots <= 2 ? "." : dots <= 5 ? ":" : "#"
    default: return nil
    }
  }

  private static let blocks = ["_", ".", "-", ":", "=", "+", "*", "#"]

  private static let superscripts: [Unicode.Scalar: Unicode.Scalar] = [
    "⁰": "0", "¹": "1", "²": "2", "³": "3", "⁴": "4", "⁵": "5", "⁶": "6", "⁷": "7", "⁸": "8",
    "⁹": "9", "⁻": "-", "⁺": "+", "ⁿ": "n", "ⁱ": "i",
  ]

  private static let subscripts: [Unicode.Scalar: Unicode.Scalar] = [
    "₀": "0", "₁": "1", "₂": "2", "₃": "3", "₄": "4", "₅": "5", "₆": "6", "₇": "7", "₈": "8",
    "₉": "9", "ᵢ": "i", "ⱼ": "j", "ₖ": "k", "ₙ": "n", "ₘ": "m",
  ]

  private static let signs: [Unicode.Scalar: String] = {
    var signs = operators.merging(greek) { first, _ in first }
    for (plain, accented) in hats {
      for scalar in accented.unicodeScalars { signs[scalar] = plain + "_hat" }
    }
    for (plain, accented) in latin {
      for scalar in accented.unicodeScalars { signs[scalar] = plain }
    }
    return signs
  }()

  private static let operators: [Unicode.Scalar: String] = [
    "×": "*", "·": "*", "⋅": "*", "∗": "*", "⊙": ".*", "÷": "/", "∂": "d", "∇": "grad ",
    "→": "->", "←": "<-", "↔": "<->", "↦": "|->", "⇒": "=>", "↑": "^", "↓": "v", "ᵀ": "'",
    "′": "'", "Σ": "sum", "∑": "sum", "Π": "prod", "∏": "prod", "√": "sqrt", "≤": "<=",
    "≥": ">=", "≠": "!=", "≈": "~", "∼": "~", "≡": "==", "≪": "<<", "≫": ">>", "∝": "~",
    "…": "~", "⋯": "...", "⋮": ":", "−": "-", "–": "-", "—": "-", "‐": "-", "‑": "-",
    "±": "+-", "∞": "inf", "∈": "in", "∉": "not in", "ℝ": "R", "∫": "integral ", "∘": "o",
    "⊤": "'", "⊗": "(x)", "⊕": "(+)", "‖": "||", "∥": "||", "°": " deg", "‰": " per mille",
    "“": "\"", "”": "\"", "‘": "'", "’": "'", "«": "\"", "»": "\"", "•": "*", "∙": "*",
    "✓": "ok", "✔": "ok", "✗": "x", "✘": "x", "▲": "^", "▼": "v", "▶": ">", "◀": "<", "●": "o",
    "○": "o", "■": "#", "□": "[]", "◆": "*", "◇": "*", "★": "*", "½": "1/2", "¼": "1/4",
    "¾": "3/4", "⌊": "floor(", "⌋": ")", "⟨": "<", "⟩": ">", "␛": "^[", "␀": "^@", "␉": "^I",
    "␍": "^M", "\u{A0}": " ", "\u{2009}": " ", "\u{202F}": " ", "ß": "ss", "æ": "ae", "Æ": "AE",
    "œ": "oe", "Œ": "OE", "\u{302}": "_hat", "\u{303}": "_tilde", "\u{304}": "_bar",
    "\u{305}": "_bar", "\u{307}": "_dot", "\u{308}": "_ddot", "\u{20D7}": "_vec", "ℓ": "l",
  ]

  private static let greek: [Unicode.Scalar: String] = [
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ϵ": "epsilon",
    "ζ": "zeta", "η": "eta", "θ": "theta", "ϑ": "theta", "ι": "iota", "κ": "kappa",
    "λ": "lambda", "μ": "mu", "µ": "u", "ν": "nu", "ξ": "xi", "ο": "omicron", "π": "pi",
    "ρ": "rho", "ϱ": "rho", "σ": "sigma", "ς": "sigma", "τ": "tau", "υ": "upsilon", "φ": "phi",
    "ϕ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega", "Α": "Alpha", "Β": "Beta", "Γ": "Gamma",
    "Δ": "Delta", "∆": "Delta", "Ε": "Epsilon", "Ζ": "Zeta", "Η": "Eta", "Θ": "Theta",
    "Ι": "Iota", "Κ": "Kappa", "Λ": "Lambda", "Μ": "Mu", "Ν": "Nu", "Ξ": "Xi", "Ο": "Omicron",
    "Ρ": "Rho", "Τ": "Tau", "Υ": "Upsilon", "Φ": "Phi", "Χ": "Chi", "Ψ": "Psi", "Ω": "Omega",
  ]

  /// Letters that carry their circumflex in one scalar: `ŷ` is `y_hat`.
  private static let hats: [(String, String)] = [
    ("A", "Â"), ("C", "Ĉ"), ("E", "Ê"), ("G", "Ĝ"), ("H", "Ĥ"), ("I", "Î"), ("J", "Ĵ"),
    ("O", "Ô"), ("S", "Ŝ"), ("U", "Û"), ("W", "Ŵ"), ("Y", "Ŷ"), ("Z", "Ẑ"), ("a", "â"),
    ("c", "ĉ"), ("e", "ê"), ("g", "ĝ"), ("h", "ĥ"), ("i", "î"), ("j", "ĵ"), ("o", "ô"),
    ("s", "ŝ"), ("u", "û"), ("w", "ŵ"), ("y", "ŷ"), ("z", "ẑ"),
  ]

  private static let latin: [(String, String)] = [
    ("A", "ÀÁÃÄÅĀĂĄ"), ("C", "ÇĆĊČ"), ("D", "ÐĎĐ"), ("E", "ÈÉËĒĔĖĘĚ"), ("I", "ÌÍÏĨĪĬĮİ"),
    ("L", "ŁĹĽ"), ("N", "ÑŃŇ"), ("O", "ÒÓÕÖØŌŎŐ"), ("R", "ŔŘ"), ("S", "ŚŞŠ"), ("T", "ŢŤ"),
    ("U", "ÙÚÜŨŪŬŮŰŲ"), ("Y", "ÝŸ"), ("Z", "ŹŻŽ"), ("a", "àáãäåāăą"), ("c", "çćċč"),
    ("d", "ðďđ"), ("e", "èéëēĕėęě"), ("i", "ìíïĩīĭįı"), ("l", "łĺľ"), ("n", "ñńň"),
    ("o", "òóõöøōŏő"), ("r", "ŕř"), ("s", "śşš"), ("t", "ţť"), ("u", "ùúüũūŭůűų"),
    ("y", "ýÿ"), ("z", "źżž"),
  ]
}
