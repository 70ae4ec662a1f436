/// A colour of the screen: red, green and blue from 0 to 255.
package struct Color: Sendable, Hashable {
  package var red: UInt8
  package var green: UInt8
  package var blue: UInt8

  package init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// The colour so far on the way to another: 0 is this one, 1 the other.
  package func mixed(with other: Color, _ share: Double) -> Color {
    func channel(_ path: KeyPath<Color, UInt8>) -> UInt8 {
      let (from, to) = (Double(self[keyPath: path]), Double(other[keyPath: path]))
      return UInt8(min(max((from + (to - from) * share).rounded(), 0), 255))
    }
    return Color(channel(\.red), channel(\.green), channel(\.blue))
  }

  /// `#rrggbb`, as style sheets write it.
  package var hexadecimal: String {
    let digits = Array("0123456789abcdef")
    return [red, green, blue].reduce(into: "#") { text, channel in
      text.append(digits[Int(channel >> 4)])
      text.append(digits[Int(channel & 15)])
    }
  }

  /// The nearest colour of a terminal with 256: a cube of six levels a channel, and greys.
  var indexed: Int {
    let levels = [0, 95, 135, 175, 215, 255]
    func nearest(_ value: UInt8) -> Int {
      levels.indices.min { abs(levels[$0] - Int(value)) < abs(levels[$1] - Int(value)) } ?? 0
    }
    func distance(_ color: (Int, Int, Int)) -> Int {
      let (red, green, blue) = (
        color.0 - Int(red), color.1 - Int(green), color.2 - Int(blue)
      )
      return red * red + green * green + blue * blue
    }
    let cube = [nearest(red), nearest(green), nearest(blue)]
    let mean = (Int(red) + Int(green) + Int(blue)) / 3
    let step = min(max((mean - 3) / 10, 0), 23)
    let grey = 8 + 10 * step
    let isGrey =
      distance((grey, grey, grey)) < distance((levels[cube[0]], levels[cube[1]], levels[cube[2]]))
    return isGrey ? 232 + step : 16 + 36 * cube[0] + 6 * cube[1] + cube[2]
  }
}
