/// The colours of pictures, chosen to be told apart by people who see colours differently.
package enum Palette {
  /// A colour for one of several things, and its counterparts where there are fewer.
  struct Entry: Sendable {
    let color: Color
    /// Among the sixteen of old terminals.
    let basic: Int
    /// The light ground of that colour among 256: the nearest to each would be the same for several.
    let ground: Int
  }

  /// Okabe and Ito's colours, in an order in which neighbours differ most.
  static let series: [Entry] = [
    Entry(color: Color(0, 114, 178), basic: 34, ground: 153),
    Entry(color: Color(213, 94, 0), basic: 31, ground: 223),
    Entry(color: Color(0, 158, 115), basic: 32, ground: 151),
    Entry(color: Color(204, 121, 167), basic: 35, ground: 218),
    Entry(color: Color(190, 140, 0), basic: 33, ground: 229),
    Entry(color: Color(60, 160, 215), basic: 36, ground: 195),
  ]

  /// The colour of the nth thing; from the seventh they come again, and signs tell them apart.
  static func series(_ index: Int) -> Entry { series[index % series.count] }

  /// The sequential map at a level from 0 to 1: cividis (Nuñez, Anderton and Renslow, 2018).
  package static func sequential(_ level: Double) -> Color { interpolated(cividis, level) }

  /// The map of signed values from -1 to 1, zero in the middle: blue, white, orange.
  package static func diverging(_ level: Double) -> Color {
    interpolated(blueWhiteOrange, (level + 1) / 2)
  }

  /// The sequential map among 256 colours, chosen so that brightness only grows.
  static func indexedSequential(_ level: Double) -> Int { nearest(cividisIndices, level) }

  /// The map of signed values among 256 colours, chosen so that hues do not mix.
  static func indexedDiverging(_ level: Double) -> Int {
    nearest(blueWhiteOrangeIndices, (level + 1) / 2)
  }

  private static func nearest(_ indices: [Int], _ level: Double) -> Int {
    let place = min(max(level.isNaN ? 0 : level, 0), 1) * Double(indices.count - 1)
    return indices[Int(place.rounded())]
  }

  private static let cividisIndices = [17, 18, 60, 242, 244, 246, 144, 179, 185, 221, 227]
  private static let blueWhiteOrangeIndices = [
    24, 25, 32, 74, 110, 153, 255, 223, 215, 208, 172, 166, 130,
  ]

  private static func interpolated(_ stops: [Color], _ level: Double) -> Color {
    let place = min(max(level.isNaN ? 0 : level, 0), 1) * Double(stops.count - 1)
    let index = min(Int(place), stops.count - 2)
    return stops[index].mixed(with: stops[index + 1], place - Double(index))
  }

  private static let cividis = [
    Color(0, 34, 78), Color(18, 53, 112), Color(59, 73, 108), Color(87, 93, 109),
    Color(112, 113, 115), Color(138, 134, 120), Color(165, 156, 116), Color(195, 179, 105),
    Color(225, 204, 85), Color(254, 232, 56),
  ]

  private static let blueWhiteOrange = [
    Color(5, 76, 140), Color(60, 130, 190), Color(150, 195, 225), Color(245, 245, 245),
    Color(250, 190, 120), Color(225, 125, 30), Color(160, 70, 0),
  ]
}
