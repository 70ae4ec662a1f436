/// Lets letters and signs that a keyboard lacks be typed by name: `\theta` and Tab give `θ`.
enum SymbolName {
  /// What may stand in the place of a name, which starts with a backslash.
  ///
  /// The symbol itself once the name says which; until then, the names it may become.
  static func candidates(for typed: String) -> [String] {
    let name = typed.dropFirst()
    if let symbol = symbols[String(name)] { return [symbol] }
    let possible = symbols.keys.filter { $0.hasPrefix(name) }.sorted()
    if possible.count == 1 { return possible.compactMap { symbols[$0] } }
    return possible.map { "\\" + $0 }
  }

  /// The name being typed at the end of a line, with its backslash, if there is one.
  static func name(atEndOf line: String) -> Substring? {
    let letters = line.reversed().prefix { $0.isASCII && $0.isLetter }
    let start = letters.endIndex.base
    guard start > line.startIndex else { return nil }
    let before = line.index(before: start)
    return line[before] == "\\" ? line[before...] : nil
  }

  /// Named as in mathematical typesetting. Accents follow the letter they stand on.
  static let symbols: [String: String] = [
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "zeta": "ζ", "eta": "η",
    "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ",
    "omicron": "ο", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "φ",
    "chi": "χ", "psi": "ψ", "omega": "ω",
    "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ",
    "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
    "hat": "\u{302}", "bar": "\u{304}", "tilde": "\u{303}", "dot": "\u{307}",
    "times": "×", "cdot": "·", "odot": "⊙", "to": "→", "top": "ᵀ",
  ]
}
