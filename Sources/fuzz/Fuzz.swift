internal import Diagnostics
internal import Language
internal import Notebook
internal import StyledText
internal import Tensors

/// Reads any bytes as a program and runs it: libFuzzer looks for those that trap, hang or use up the
/// memory.
@_cdecl("LLVMFuzzerTestOneInput")
func runAnyBytes(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let text = String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
  _ = Completeness.needsMore(text)

  // A program that runs for long is interrupted as by Ctrl-C: one that does not listen is a hang.
  let deadline = ContinuousClock.now + .milliseconds(500)
  var session = Session(
    context: SessionContext(interruption: Interruption { ContinuousClock.now > deadline }))
  session.settings.memory = 64 << 20
  session.execute(SourceText(name: "fuzz", text: text), keepGoing: true) { outcome in
    _ = outcome.text.asciiFallback
  }
  return 0
}
