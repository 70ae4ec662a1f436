import Testing

@testable import StyledText

/// What shades become where there are few colours.
@Suite("Shades of few colours")
struct ShadeTests {
  @Test("the grounds of different things are different colours")
  func grounds() {
    let count = Palette.series.count
    #expect(Set((0..<count).map { Shade.ground($0).indexed }).count == count)
    #expect(Set((0..<count).map { Shade.ground($0).color }).count == count)
    #expect(Set((0..<count).map { Shade.ground($0).basic }).count == count)
  }

  @Test("brightness only grows along the sequential map")
  func sequential() {
    let brightness = (0...255).map { Self.brightness(Shade.sequential($0).indexed) }
    #expect(zip(brightness, brightness.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(Set(brightness).count > 8)
  }

  @Test("zero is white, and each sign has its own hue")
  func diverging() {
    #expect(Shade.diverging(128).indexed == 255)
    for level in UInt8(1)...110 {
      let (red, _, blue) = Self.channels(Shade.diverging(level).indexed)
      #expect(blue > red)
      let (otherRed, _, otherBlue) = Self.channels(Shade.diverging(255 - level).indexed)
      #expect(otherRed > otherBlue)
    }
  }

  /// The channels of a colour among 256 that is none of the first sixteen.
  private static func channels(_ index: Int) -> (red: Int, green: Int, blue: Int) {
    if index >= 232 {
      let grey = 8 + 10 * (index - 232)
      return (grey, grey, grey)
    }
    let levels = [0, 95, 135, 175, 215, 255]
    let place = index - 16
    return (levels[place / 36], levels[place / 6 % 6], levels[place % 6])
  }

  private static func brightness(_ index: Int) -> Int {
    let (red, green, blue) = channels(index)
    return 3 * red + 6 * green + blue
  }
}
