extension Unicode.Scalar {
  /// Whether it turns the direction of writing or takes no room, so that a text reads as something
  /// else than it is. Joiners, which some scripts are spelled with, are none of those.
  var isInvisible: Bool {
    switch value {
    case 0x00AD, 0x061C, 0x115F...0x1160, 0x17B4...0x17B5, 0x180B...0x180F, 0x200B, 0x200E...0x200F,
      0x202A...0x202E, 0x2060...0x206F, 0x3164, 0xFEFF, 0xFFA0, 0xFFF0...0xFFFB, 0xE0000...0xE0FFF:
      true
    default: false
    }
  }
}
