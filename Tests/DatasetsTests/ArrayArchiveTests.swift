import Tensors
import Testing

@testable import Datasets

@Suite("An archive of arrays")
struct ArrayArchiveTests {
  private static let member = Zip.Member(name: "a.npy", data: Zip.small)

  private func problem(
    _ bytes: [UInt8], limits: ArrayLimits = ArrayLimits()
  ) -> ArchiveProblem? {
    do {
      _ = try ArrayFile.load(bytes: bytes, limits: limits)
    } catch DatasetError.archive(let problem) {
      return problem
    } catch {}
    return nil
  }

  private func problem(_ change: (inout Zip.Member) -> Void) -> ArchiveProblem? {
    var member = Self.member
    change(&member)
    return problem(Zip(members: [member]).bytes)
  }

  @Test("made by other programs is read as well")
  func plain() throws {
    var zip = Zip(members: [Self.member, Zip.Member(name: "sub/b.npy", data: Zip.small)])
    zip.comment = Array("made by hand".utf8)
    let arrays = try ArrayFile.load(bytes: zip.bytes)
    #expect(arrays.map(\.name) == ["a", "sub/b"])
    #expect(arrays[1].tensor.values == [3, 4])
    #expect(try ArrayFile.load(bytes: Zip().bytes).isEmpty)
  }

  @Test("with members that overlap is refused")
  func overlap() {
    var second = Zip.Member(name: "b.npy", data: Zip.small)
    second.start = 0
    second.localName = "b.npy"
    var first = Self.member
    first.localName = "b.npy"
    // Both entries lead to the same header.
    first.name = "b.npy"
    second.name = "c.npy"
    #expect(problem(Zip(members: [first, second]).bytes) == .damaged)
    // A member within the data of another.
    var outer = Zip(members: [Self.member]).bytes
    outer = Array(outer.prefix(30 + 5 + Zip.small.count))
    var inner = Zip.Member(name: "a.npy", data: Zip.small)
    inner.start = 30 + 7
    let holder = Zip.Member(name: "h.npy", data: [0, 0] + outer)
    let zip = Zip(members: [holder, inner])
    #expect(problem(zip.bytes) == .damaged)
  }

  @Test("with two arrays of one name is refused")
  func duplicates() {
    #expect(
      problem(Zip(members: [Self.member, Self.member]).bytes) == .duplicate("a"))
  }

  @Test(
    "with a name that leads elsewhere is refused",
    arguments: ["../a.npy", "/etc/a.npy", "x/../../a.npy", "..\\a.npy", "a\u{7}.npy", "c:\\a.npy"])
  func traversal(name: String) {
    #expect(problem { $0.name = name } == .unsafeName(name))
  }

  @Test("with a name that is too long is refused")
  func longName() {
    let name = String(repeating: "x", count: 300) + ".npy"
    #expect(problem { $0.name = name } == .unsafeName(String(repeating: "x", count: 60)))
  }

  @Test(
    "with something else than an array is refused",
    arguments: [("notes.txt", 0), ("folder/", 0), ("a.npy", 0o120777), ("a.npy", 0o040755)])
  func otherMembers(name: String, mode: Int) {
    #expect(
      problem {
        $0.name = name
        $0.mode = mode
      } == .notAnArray(name))
    #expect(problem { $0.mode = 0o100644 } == nil)
  }

  @Test("that is encrypted, or compressed in another way, is refused")
  func methods() {
    #expect(problem { $0.flags = 1 } == .encrypted("a"))
    #expect(problem { $0.flags = 0x2000 } == .encrypted("a"))
    #expect(problem { $0.method = 12 } == .compression("a"))
    #expect(
      problem {
        $0.method = 8
        $0.data = Array(repeating: 0xff, count: 40)
      } == .damaged, "these are no deflated data")
  }

  @Test("that contradicts itself is refused")
  func contradictions() {
    #expect(problem { $0.localName = "b.npy" } == .damaged)
    #expect(problem { $0.localName = "longer.npy" } == .damaged)
    #expect(problem { $0.localMethod = 8 } == .damaged)
    #expect(problem { $0.start = 1 } == .damaged)
    #expect(problem { $0.start = 1 << 30 } == .damaged)
    #expect(problem { $0.start = 0xffff_ffff } == .tooLarge)
    #expect(problem { $0.unpackedCount = 5 } == .damaged)
    #expect(problem { $0.checksum = 7 } == .checksum("a"))
  }

  @Test("that claims to unpack to far more than it holds is refused")
  func bombs() {
    #expect(
      problem {
        $0.method = 8
        $0.unpackedCount = 1 << 30
      } == .ratio("a", limit: 1100))
    #expect(
      problem {
        $0.method = 8
        $0.unpackedCount = 0xffff_ffff
      } == .tooLarge)
  }

  @Test("with more arrays than allowed is refused")
  func count() {
    let members = (0..<5).map { Zip.Member(name: "a\($0).npy", data: Zip.small) }
    let bytes = Zip(members: members).bytes
    #expect(problem(bytes, limits: ArrayLimits(arrays: 4)) == .tooManyArrays(limit: 4))
    #expect(problem(bytes, limits: ArrayLimits(arrays: 5)) == nil)
    var zip = Zip(members: [Self.member])
    zip.declaredCount = 0xffff
    #expect(problem(zip.bytes) == .tooLarge)
    zip.declaredCount = 2
    #expect(problem(zip.bytes) == .damaged)
    zip.declaredCount = 0
    #expect(problem(zip.bytes) == .damaged)
  }

  @Test("cut off anywhere is refused", arguments: ["stored.npz", "deflated.npz"])
  func truncation(name: String) throws {
    let bytes = try Fixture.bytes("arrays/\(name)")
    for end in 1..<bytes.count {
      #expect(throws: DatasetError.self) { try ArrayFile.load(bytes: Array(bytes.prefix(end))) }
    }
    #expect(problem(Array("PK".utf8)) == .notAnArchive)
    #expect(problem([0] + bytes) == nil, "no archive at all: it does not begin as one")
    #expect(problem(Array("PK".utf8) + bytes) == .damaged, "its places are moved")
  }

  @Test("whose data was changed anywhere is refused or says so", arguments: ["stored", "deflated"])
  func changes(name: String) throws {
    let bytes = try Fixture.bytes("arrays/\(name).npz")
    let original = try ArrayFile.load(bytes: bytes)
    // The first member's data begins after its header, name and extra field.
    let start = 30 + 5 + 20
    for place in start..<start + 100 {
      var changed = bytes
      changed[place] ^= 0x10
      guard let found = try? ArrayFile.load(bytes: changed) else { continue }
      #expect(found == original, "byte \(place)")
    }
  }
}
