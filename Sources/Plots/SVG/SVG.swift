package import StyledText

/// A drawing in scalable vector graphics, readable on light and on dark grounds.
///
/// Colours of text and lines follow the reader's preference; title and description are there for
/// those who listen.
package struct SVG: Sendable, Equatable {
  package enum Anchor: String, Sendable { case start, middle, end }

  /// How a shape is painted.
  package enum Paint: Sendable, Equatable {
    /// The colour of text, as the reader prefers it.
    case ink
    /// The same, weaker: axes, frames.
    case faint
    case shade(Shade)
  }

  package let width: Double
  package let height: Double
  package let title: String
  private let words: [String]
  private var body = ""

  /// An empty drawing of so many pixels.
  package init(width: Double, height: Double, title: String, words: [String]) {
    self.width = width
    self.height = height
    self.title = title
    self.words = words
  }

  // MARK: Shapes

  package mutating func line(
    from start: (x: Double, y: Double), to end: (x: Double, y: Double), _ paint: Paint,
    width: Double = 1, dash: String? = nil
  ) {
    element(
      "line",
      [
        ("x1", .number(start.x)), ("y1", .number(start.y)), ("x2", .number(end.x)),
        ("y2", .number(end.y)), ("stroke-width", .number(width)), ("stroke-dasharray", .text(dash)),
      ], stroke: paint)
  }

  /// A curve through points; the pen is lifted between the pieces.
  package mutating func curve(
    _ pieces: [[(x: Double, y: Double)]], _ paint: Paint, width: Double = 1.5, dash: String? = nil
  ) {
    let path = pieces.filter { !$0.isEmpty }.map { piece in
      // A point alone is drawn as the round end of a line without length.
      let points = piece.count == 1 ? piece + piece : piece
      return "M" + points.map { "\(SVG.number($0.x)) \(SVG.number($0.y))" }.joined(separator: "L")
    }.joined()
    guard !path.isEmpty else { return }
    element(
      "path",
      [
        ("d", .text(path)), ("fill", .text("none")), ("stroke-width", .number(width)),
        ("stroke-linejoin", .text("round")), ("stroke-linecap", .text("round")),
        ("stroke-dasharray", .text(dash)),
      ], stroke: paint)
  }

  package mutating func rectangle(
    x: Double, y: Double, width: Double, height: Double, _ paint: Paint, isFilled: Bool = true,
    isCrisp: Bool = false, radius: Double = 0
  ) {
    let attributes: [(String, Value)] = [
      ("x", .number(x)), ("y", .number(y)), ("width", .number(max(width, 0))),
      ("height", .number(max(height, 0))),
      ("rx", .text(radius > 0 ? SVG.number(radius) : nil)),
      ("shape-rendering", .text(isCrisp ? "crispEdges" : nil)),
      ("fill", .text(isFilled ? nil : "none")),
    ]
    if isFilled {
      element("rect", attributes, fill: paint)
    } else {
      element("rect", attributes, stroke: paint)
    }
  }

  package mutating func text(
    _ text: String, x: Double, y: Double, _ anchor: Anchor = .start, size: Double = 12,
    _ paint: Paint = .ink, isBold: Bool = false
  ) {
    guard !text.isEmpty else { return }
    element(
      "text",
      [
        ("x", .number(x)), ("y", .number(y)), ("text-anchor", .text(anchor.rawValue)),
        ("font-size", .number(size)), ("font-weight", .text(isBold ? "bold" : nil)),
      ], fill: paint, content: text)
  }

  /// Puts what another drawing shows at a place of this one.
  package mutating func place(_ other: SVG, x: Double, y: Double) {
    body += "<g transform=\"translate(\(SVG.number(x)) \(SVG.number(y)))\">\n\(other.body)</g>\n"
  }

  // MARK: Writing

  /// The file's text.
  package var text: String {
    let size = "\(SVG.number(width)) \(SVG.number(height))"
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(size)" width="\(SVG.number(width))" \
      height="\(SVG.number(height))" role="img" font-family="ui-monospace, monospace">
      <title>\(SVG.escaped(title))</title>
      <desc>\(SVG.escaped(words.joined(separator: " ")))</desc>
      <style>
      .ink { fill: #1f2328 } .ink-line { stroke: #1f2328 }
      .faint { fill: #6e7781 } .faint-line { stroke: #8c959f }
      @media (prefers-color-scheme: dark) {
      .ink { fill: #e6edf3 } .ink-line { stroke: #e6edf3 }
      .faint { fill: #9198a1 } .faint-line { stroke: #6e7681 }
      }
      </style>
      \(body)</svg>

      """
  }

  private enum Value {
    case number(Double)
    case text(String?)
  }

  private mutating func element(
    _ name: String, _ attributes: [(String, Value)], fill: Paint? = nil, stroke: Paint? = nil,
    content: String? = nil
  ) {
    body += "<\(name)"
    for (name, value) in attributes {
      switch value {
      case .number(let number): body += " \(name)=\"\(SVG.number(number))\""
      case .text(let text?): body += " \(name)=\"\(SVG.escaped(text))\""
      case .text(nil): break
      }
    }
    if let fill { body += SVG.paint(fill, "fill", isLine: false) }
    if let stroke { body += SVG.paint(stroke, "stroke", isLine: true) }
    if let content {
      body += ">\(SVG.escaped(content))</\(name)>\n"
    } else {
      body += "/>\n"
    }
  }

  private static func paint(_ paint: Paint, _ attribute: String, isLine: Bool) -> String {
    switch paint {
    case .ink: " class=\"ink\(isLine ? "-line" : "")\""
    case .faint: " class=\"faint\(isLine ? "-line" : "")\""
    case .shade(let shade): " \(attribute)=\"\(shade.color.hexadecimal)\""
    }
  }

  /// A length in pixels with two digits behind the point.
  private static func number(_ value: Double) -> String {
    guard value.isFinite, value.magnitude < 1e9 else { return "0" }
    let hundredths = Int((value * 100).rounded())
    return NumberText.significant(Double(hundredths) / 100, digits: 12)
  }

  /// The text with what means something to the format written as names; control characters go.
  private static func escaped(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\n": result += " "
      default:
        if scalar.value >= 0x20, scalar.value != 0xFFFE, scalar.value != 0xFFFF {
          result.unicodeScalars.append(scalar)
        }
      }
    }
  }
}
